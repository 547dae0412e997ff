// Take the word type out once you call something of it.
import type * as tf from '@tensorflow/tfjs';

/** What the program is told. */
export interface Options {
  /** How many times to go through the training images. */
  epochs: number;
  /** Decides all that is random: how the weights start, and the order of the images. */
  seed: number;
  /** How many training images to use: the first ones. */
  limit: number;
  /** How many test images to use: the first ones. */
  testLimit: number;
  /** Shows a line to whoever waits, such as `epoch 1: loss 0.220`. */
  report: (line: string) => void;
}

/** What the program finds out. */
export interface Result {
  /** The trained network. */
  model: tf.LayersModel;
  /** Text with the output shape of every layer, and the number of all parameters. */
  layerTable: string;
  /** The loss of every step. */
  losses: readonly number[];
  /** An SVG of the losses. */
  lossPlot: string;
  /** The share of the test images that the trained network gets right, from 0 to 1. */
  accuracy: number;
}

/** Trains the small ResNet on MNIST with a learning rate that falls, and tests it. */
export async function trainResnet(options: Options): Promise<Result> {
  throw new Error('not written yet: README.md says what to do');
}

import * as tf from '@tensorflow/tfjs-core';
import { fromTorch, type NetworkName, type TorchParameter } from '../src/index.js';
import torch from './torch.json' with { type: 'json' };

/** What PyTorch computed for one parameter's gradient. */
export interface ReferenceGradient {
  shape: number[];
  l2: number;
  sum: number;
  at: number[];
  values: number[];
}

/** What PyTorch computed for one network. */
export interface ReferenceNetwork {
  input: [channels: number, height: number, width: number];
  parameters: number;
  layers: [module: string, outputShape: number[]][];
  logits: number[][];
  losses: number[];
  gradients: Record<string, ReferenceGradient>;
}

interface Reference {
  seed: number;
  batch: number;
  lr: number;
  nets: Record<NetworkName, ReferenceNetwork>;
}

/** The values of `torch.json`; README.md beside it says what they are. */
export const reference = torch as unknown as Reference;

function hash01(index: number, stream: number): number {
  const offset = Math.imul(stream, 0x85ebca77) + Math.imul(reference.seed, 0xc2b2ae3d);
  let h = (Math.imul(index + 1, 0x9e3779b1) + offset) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca77) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae3d) >>> 0;
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Sets the weights of a network to the reference's. */
export function setReferenceWeights(parameters: TorchParameter[]): void {
  let fanIn = 1;
  for (const [at, parameter] of parameters.entries()) {
    if (parameter.shape.length > 1)
      fanIn = parameter.shape.slice(1).reduce((product, size) => product * size);
    const values = new Float32Array(parameter.shape.reduce((product, size) => product * size));
    for (let i = 0; i < values.length; i++) values[i] = (2 * hash01(i, at + 1) - 1) / Math.sqrt(fanIn);
    tf.tidy(() => {
      parameter.weight.write(fromTorch(parameter, tf.tensor(values, parameter.shape)));
    });
  }
}

/** The reference's batch: images [batch, height, width, 1] and labels one-hot [batch, 10]. */
export function referenceBatch({ input: [, height, width] }: ReferenceNetwork): {
  images: tf.Tensor4D;
  labels: tf.Tensor2D;
} {
  const { batch } = reference;
  const pixels = new Float32Array(batch * height * width);
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = (Math.floor(256 * hash01(i, 0)) / 255 - 0.1307) / 0.3081;
  }
  const labels = Array.from({ length: batch }, (_, n) => n % 10);
  return {
    images: tf.tensor4d(pixels, [batch, height, width, 1]),
    labels: tf.tidy(() => tf.reshape(tf.oneHot(labels, 10, 1, 0, 'float32'), [batch, 10])),
  };
}

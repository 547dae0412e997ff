import * as tf from '@tensorflow/tfjs';
import { type Row, rowsOf } from './layerRows.js';
import { narrowed } from './narrowModel.js';

const images = 3;

/** What a network is, apart from its weights and names. */
export class Fingerprint {
  readonly inputShape: string;
  readonly weightShapes: string;
  readonly rows: readonly Row[];
  /** What dropout there is, which shows in training only. */
  readonly dropouts: string;
  /** What the network gives for some images with some weights. */
  private readonly output: () => Promise<Float32Array>;

  constructor(model: tf.LayersModel, output: () => Promise<Float32Array>) {
    this.inputShape = (model.inputs[0].shape as number[]).slice(1).join('×');
    this.weightShapes = model.weights.map(({ shape }) => shape.join('×')).join(' ');
    this.rows = rowsOf(model);
    this.dropouts = dropoutsOf(model);
    this.output = once(output);
  }

  async is(other: Fingerprint): Promise<boolean> {
    if (this.inputShape !== other.inputShape || this.weightShapes !== other.weightShapes) return false;
    if (this.dropouts !== other.dropouts) return false;
    const [mine, its] = [await this.output(), await other.output()];
    return mine.length === its.length && mine.every((value, index) => Math.abs(value - its[index]) <= 1e-4);
  }
}

/** What a network gives for some images, with some weights. Its own weights are lost. */
export async function outputOf(model: tf.LayersModel, narrow: boolean): Promise<Float32Array> {
  if (narrow) return released(await narrowed(model), small => outputOf(small, false));
  return tf.tidy(() => {
    model.setWeights(model.weights.map(({ shape }, index) => someNumbers(shape as number[], index + 1)));
    const [, ...shape] = model.inputs[0].shape as number[];
    const logits = model.predict(someNumbers([images, ...shape], 0, 1)) as tf.Tensor;
    return logits.dataSync() as Float32Array;
  });
}

/** Each dropout's rate and the layers with weights in front of it: an activation between them makes no difference. */
export function dropoutsOf(model: tf.LayersModel): string {
  let layersInFront = 0;
  const dropouts: string[] = [];
  for (const layer of model.layers) {
    if (layer.weights.length > 0) layersInFront++;
    const { rate } = layer.getConfig();
    if (/Dropout/.test(layer.getClassName()) && rate !== 0) dropouts.push(`${rate} → ${layersInFront}`);
  }
  return dropouts.join(', ');
}

/** The same numbers for the same shape and seed, of a size that keeps sums over a layer's inputs near 1. */
function someNumbers(shape: number[], seed: number, bound = 1 / Math.sqrt(fanIn(shape))): tf.Tensor {
  return tf.randomUniform(shape, -bound, bound, 'float32', seed);
}

function fanIn(shape: number[]): number {
  return Math.max(1, tf.util.sizeFromShape(shape.slice(0, -1)));
}

/** Frees the model's memory after its use. */
export async function released<T>(
  model: tf.LayersModel,
  use: (model: tf.LayersModel) => Promise<T>,
): Promise<T> {
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

/** A function that computes something when it is first asked, and keeps it. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

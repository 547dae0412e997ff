import type { Random } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';

/** A 3×3 convolution, padded so that the size stays, with ReLU; or the fully connected layer at the end. */
export type SmallLayer = {
  /** `[3][3][inChannels][filters]`, or `[features][classes]`. */
  readonly kernel: readonly (readonly (readonly (readonly number[])[])[])[] | readonly (readonly number[])[];
  readonly bias: readonly number[];
};

/** A network as plain data: its layers by name, first to last. A flatten stands before the last one. */
export type SmallNetwork = { readonly [layer: string]: SmallLayer };

/** One image after the other, `[batch][height][width]`. */
export type Images = readonly (readonly (readonly number[])[])[];

/** How large a network is. */
export interface Size {
  readonly convolutions: number;
  readonly filters: number;
  readonly imageSize: number;
  readonly classes: number;
}

/** What the whole numbers that a network's weights are drawn from are divided by, and the smallest bias drawn. */
interface Start {
  readonly kernel: (fanIn: number) => number;
  readonly bias: (fanIn: number) => number;
  readonly lowestBias: number;
}

/**
 * Gradients come out near 1, so that a wrong one is no rounding error. The divisors have nothing in common, and no bias
 * is 0: no sum is exactly 0, where ReLU bends and finite differences see both sides.
 */
export const large: Start = { kernel: () => 20.3, bias: () => 9.7, lowestBias: 1 };

/** PyTorch's start, within ±1/√fanIn. */
export const torchStart: Start = {
  kernel: fanIn => 9 * Math.sqrt(fanIn),
  bias: fanIn => 9 * Math.sqrt(fanIn),
  lowestBias: -9,
};

/** A network at random. */
export function smallNetwork(
  random: Random,
  { convolutions, filters, imageSize, classes }: Size,
  start: Start = large,
): SmallNetwork {
  const divided = (numbers: readonly number[], by: number) => numbers.map(value => value / by);
  const bias = (count: number, fanIn: number) =>
    divided(random.matrix([count], start.lowestBias), start.bias(fanIn));
  const layers: [name: string, layer: SmallLayer][] = [];
  for (let depth = 0; depth < convolutions; depth++) {
    const inChannels = depth === 0 ? 1 : filters;
    const fanIn = 9 * inChannels;
    const kernel = random
      .matrix([3, 3, inChannels, filters])
      .map(plane => plane.map(rows => rows.map(row => divided(row, start.kernel(fanIn)))));
    layers.push([`C${depth + 1}`, { kernel, bias: bias(filters, fanIn) }]);
  }
  const features = imageSize * imageSize * filters;
  const kernel = random.matrix([features, classes]).map(row => divided(row, start.kernel(features)));
  return Object.fromEntries([...layers, ['Out', { kernel, bias: bias(classes, features) }]]);
}

/** Images for such a network. */
export function smallImages(random: Random, count: number, imageSize: number): number[][][] {
  return random
    .matrix([count, imageSize, imageSize])
    .map(image => image.map(row => row.map(value => value / 4.9)));
}

/** The network as a model, which gives logits. */
export function buildNetwork(network: SmallNetwork, imageSize: number): tf.LayersModel {
  const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [imageSize, imageSize, 1] })] });
  const entries = Object.entries(network);
  for (const [name, { bias }] of entries.slice(0, -1)) {
    model.add(
      tf.layers.conv2d({ name, filters: bias.length, kernelSize: 3, padding: 'same', activation: 'relu' }),
    );
  }
  const [name, { bias }] = entries[entries.length - 1]!;
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ name, units: bias.length }));
  model.setWeights(
    entries.flatMap(([, layer]) => [tf.tensor(layer.kernel as number[][]), tf.tensor([...layer.bias])]),
  );
  return model;
}

import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { type Args, type Counts, type Layer, type Shape, steps } from './steps.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);

/** Builds the network with `tf.layers` and asks each layer for the number of its parameters. */
export function tfParameters([input, layers]: Args): Counts {
  const model = tfl.sequential({ layers: [tfl.layers.inputLayer({ inputShape: [...input] })] });
  const firstDense = layers.findIndex(({ kind }) => kind === 'dense');
  const counts = layers.map((layer, index) => {
    if (index === firstDense) model.add(tfl.layers.flatten());
    if (layer.kind === 'conv') model.add(tfl.layers.zeroPadding2d({ padding: layer.padding }));
    const built = tfLayer(layer);
    model.add(built);
    return built.countParams();
  });
  const total = model.countParams();
  model.dispose();
  return { layers: counts, total };
}

function tfLayer(layer: Layer): tfl.layers.Layer {
  if (layer.kind === 'dense') return tfl.layers.dense({ units: layer.units });
  if (layer.kind === 'pool') return tfl.layers.maxPooling2d({ poolSize: layer.size, strides: layer.stride });
  const { filters, kernelSize, stride: strides } = layer;
  return tfl.layers.conv2d({ filters, kernelSize, strides });
}

/** Lets every window of every layer multiply, and counts one by one. */
export function countedMultiplications(args: Args): Counts {
  const layers = steps(args).map(({ layer, from, features }) => {
    if (layer.kind === 'pool') return 0;
    if (layer.kind === 'dense') return loop([layer.units, features]);
    return convolve(layer, from);
  });
  return { layers, total: sum(layers) };
}

function convolve(
  { kernelSize, stride, padding, filters }: Extract<Layer, { kind: 'conv' }>,
  [height, width, channels]: Shape,
): number {
  let count = 0;
  for (let top = -padding; top + kernelSize <= height + padding; top += stride) {
    for (let left = -padding; left + kernelSize <= width + padding; left += stride) {
      count += loop([filters, channels, kernelSize, kernelSize]);
    }
  }
  return count;
}

/** How often nested loops of these lengths come by. */
function loop([length, ...inner]: readonly number[]): number {
  if (length === undefined) return 1;
  let count = 0;
  for (let i = 0; i < length; i++) count += loop(inner);
  return count;
}

import { ResidualBlock } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';

type Layer = tf.layers.Layer;
type Padding = 'valid' | 'same';
type Activation = 'relu' | 'tanh' | 'sigmoid' | 'linear';

/** What a mistake changes; where there are two, it is that of the first half and that of the second. */
interface Variation {
  readonly filters: readonly [number, number];
  readonly kernelSize: number;
  readonly paddings: readonly [Padding, Padding];
  readonly activations: readonly [Activation, Activation];
  readonly pool: 'maxPooling2d' | 'averagePooling2d';
  readonly poolStride: number;
  readonly pools: readonly [boolean, boolean];
  readonly blocks: readonly ['residual' | 'plain' | 'none', 'residual' | 'plain' | 'none'];
  readonly blocksInARow: number;
  readonly blockFirst: boolean;
  readonly toRow: 'flatten' | 'average' | 'nothing';
  readonly hidden: boolean;
  readonly output: 'linear' | 'softmax' | 'relu';
}

const right: Variation = {
  filters: [16, 32],
  kernelSize: 5,
  paddings: ['valid', 'valid'],
  activations: ['relu', 'relu'],
  pool: 'maxPooling2d',
  poolStride: 2,
  pools: [true, true],
  blocks: ['residual', 'residual'],
  blocksInARow: 1,
  blockFirst: false,
  toRow: 'flatten',
  hidden: false,
  output: 'linear',
};

/** Builds the network with something changed. */
export const variant = (changed: Partial<Variation>) => (): tf.LayersModel => {
  const v = { ...right, ...changed };
  const input = tf.layers.inputLayer({ inputShape: [28, 28, 1] });
  return tf.sequential({ layers: [input, ...half(v, 0), ...half(v, 1), ...head(v)] });
};

function half(v: Variation, at: 0 | 1): Layer[] {
  const conv = tf.layers.conv2d({
    filters: v.filters[at],
    kernelSize: v.kernelSize,
    padding: v.paddings[at],
    activation: v.activations[at],
  });
  const pool = v.pools[at] ? [tf.layers[v.pool]({ poolSize: 2, strides: v.poolStride })] : [];
  const blocks = Array.from({ length: v.blocksInARow }, () => block(v, at)).flat();
  return [conv, ...(v.blockFirst ? [...blocks, ...pool] : [...pool, ...blocks])];
}

function block({ blocks, filters }: Variation, at: 0 | 1): Layer[] {
  if (blocks[at] === 'none') return [];
  if (blocks[at] === 'residual') return [new ResidualBlock()];
  const convolution = { filters: filters[at], kernelSize: 3, padding: 'same', activation: 'relu' } as const;
  return [tf.layers.conv2d(convolution), tf.layers.conv2d(convolution)];
}

function head({ toRow, hidden, output }: Variation): Layer[] {
  const rows = {
    flatten: () => [tf.layers.flatten()],
    average: () => [tf.layers.globalAveragePooling2d({})],
    nothing: () => [],
  };
  const between = hidden ? [tf.layers.dense({ units: 84, activation: 'relu' })] : [];
  return [...rows[toRow](), ...between, tf.layers.dense({ units: 10, activation: output })];
}

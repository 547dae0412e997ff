import * as tf from '@tensorflow/tfjs';

type Layer = tf.layers.Layer;
type Padding = 'valid' | 'same';
type Activation = 'relu' | 'tanh' | 'sigmoid' | 'linear';

/** One half of the network, from 0. */
export type Half = 0 | 1;

/** Where there are two of something, it is that of the first half and that of the second. */
export interface BlockNetwork {
  readonly filters: readonly [number, number];
  readonly kernelSize: number;
  readonly paddings: readonly [Padding, Padding];
  readonly activations: readonly [Activation, Activation];
  readonly pool: 'maxPooling2d' | 'averagePooling2d';
  readonly poolStride: number;
  readonly pools: readonly [boolean, boolean];
  readonly blockFirst: boolean;
  readonly toRow: 'flatten' | 'average' | 'nothing';
  readonly hidden: boolean;
  readonly output: 'linear' | 'softmax' | 'relu';
}

/** What the small GoogLeNet and the small ResNet have in common. */
export const outsideOfBlocks: Omit<BlockNetwork, 'filters'> = {
  kernelSize: 5,
  paddings: ['valid', 'valid'],
  activations: ['relu', 'relu'],
  pool: 'maxPooling2d',
  poolStride: 2,
  pools: [true, true],
  blockFirst: false,
  toRow: 'flatten',
  hidden: false,
  output: 'linear',
};

/** Two halves of a convolution, a pooling and what `block` gives, and a dense layer. */
export function blockNetwork(network: BlockNetwork, block: (half: Half) => Layer[]): tf.LayersModel {
  const input = tf.layers.inputLayer({ inputShape: [28, 28, 1] });
  const halves = ([0, 1] as const).flatMap(at => half(network, at, block(at)));
  return tf.sequential({ layers: [input, ...halves, ...head(network)] });
}

function half(network: BlockNetwork, at: Half, block: Layer[]): Layer[] {
  const conv = tf.layers.conv2d({
    filters: network.filters[at],
    kernelSize: network.kernelSize,
    padding: network.paddings[at],
    activation: network.activations[at],
  });
  const { pool: kind, poolStride: strides } = network;
  const pool = network.pools[at] ? [tf.layers[kind]({ poolSize: 2, strides })] : [];
  return [conv, ...(network.blockFirst ? [...block, ...pool] : [...pool, ...block])];
}

function head({ toRow, hidden, output }: BlockNetwork): Layer[] {
  const rows = {
    flatten: () => [tf.layers.flatten()],
    average: () => [tf.layers.globalAveragePooling2d({})],
    nothing: () => [],
  };
  const between = hidden ? [tf.layers.dense({ units: 84, activation: 'relu' })] : [];
  return [...rows[toRow](), ...between, tf.layers.dense({ units: 10, activation: output })];
}

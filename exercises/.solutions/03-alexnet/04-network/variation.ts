import * as tf from '@tensorflow/tfjs';

type Activation = 'relu' | 'tanh' | 'sigmoid' | 'linear' | 'softmax';
type Padding = 'same' | 'valid';

/** AlexNet, and what of it a mistake has in another way. */
export interface Variation {
  readonly channels: number;
  /** What stands in front of C1, and how C1 itself pads. */
  readonly padded: number;
  readonly firstPadding: Padding;
  /** How C3 and C5 to C7 pad. */
  readonly padding: Padding;
  readonly kernelSizes: readonly [number, number, number];
  /** The filters of C5 and those behind it. */
  readonly lastFilters: readonly number[];
  readonly activation: Activation;
  /** In F9 and F10; the same as in the convolutions by default. */
  readonly denseActivation?: Activation;
  readonly lastActivation: Activation;
  readonly pool: () => tf.layers.Layer;
  readonly flatten?: () => tf.layers.Layer;
  /** The units of F9 and F10. */
  readonly units: readonly number[];
  readonly rate: number;
  /** Where dropout stands. */
  readonly dropouts: readonly ('flatten' | 'dense' | 'first dense' | 'Out')[];
  readonly classes: number;
  readonly useBias: boolean;
}

/** The lecture's. */
const right: Variation = {
  channels: 1,
  padded: 1,
  firstPadding: 'valid',
  padding: 'same',
  kernelSizes: [11, 5, 3],
  lastFilters: [384, 384, 256],
  activation: 'relu',
  lastActivation: 'linear',
  pool: () => tf.layers.maxPooling2d({ poolSize: 3, strides: 2 }),
  flatten: () => tf.layers.flatten(),
  units: [4096, 4096],
  rate: 0.5,
  dropouts: ['dense'],
  classes: 10,
  useBias: true,
};

/** AlexNet for images of this size, with something done in another way. */
export function alexnetWith(imageSize: number, variation: Partial<Variation> = {}): tf.LayersModel {
  const { channels, padded, flatten, dropouts, rate, ...rest } = { ...right, ...variation };
  const { units, activation, denseActivation = activation, useBias } = rest;
  const drop = (place: Variation['dropouts'][number]) =>
    dropouts.includes(place) ? [tf.layers.dropout({ rate })] : [];
  return tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [imageSize, imageSize, channels] }),
      ...(padded > 0 ? [tf.layers.zeroPadding2d({ padding: padded })] : []),
      ...convolutions(rest),
      ...(flatten ? [flatten()] : []),
      ...drop('flatten'),
      ...units.flatMap((width, index) => [
        tf.layers.dense({ units: width, activation: denseActivation, useBias }),
        ...(index === 0 ? drop('first dense') : []),
        ...drop('dense'),
      ]),
      tf.layers.dense({ units: rest.classes, activation: rest.lastActivation, useBias }),
      ...drop('Out'),
    ],
  });
}

type Convolutions = Pick<
  Variation,
  'firstPadding' | 'padding' | 'kernelSizes' | 'lastFilters' | 'activation' | 'pool' | 'useBias'
>;

/** C1 to S8. */
function convolutions(variation: Convolutions): tf.layers.Layer[] {
  const { firstPadding, padding, kernelSizes, lastFilters, activation, pool, useBias } = variation;
  const [first, second, others] = kernelSizes;
  const conv = (filters: number, kernelSize: number) =>
    tf.layers.conv2d({ filters, kernelSize, padding, activation, useBias });
  return [
    tf.layers.conv2d({
      filters: 96,
      kernelSize: first,
      strides: 4,
      padding: firstPadding,
      activation,
      useBias,
    }),
    pool(),
    conv(256, second),
    pool(),
    ...lastFilters.map(filters => conv(filters, others)),
    pool(),
  ];
}

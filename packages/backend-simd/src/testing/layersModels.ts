import * as tf from '@tensorflow/tfjs';

/** A model of tfjs-layers and the shapes it is trained on, the batch left out. */
export interface LayersCase {
  input: number[];
  output: number[];
  model(input: tf.SymbolicTensor): tf.SymbolicTensor;
  /** The inputs are whole numbers from 0 to below this, such as the words of a vocabulary. */
  words?: number;
}

const { layers } = tf;
const onto = (x: tf.SymbolicTensor, ...more: tf.layers.Layer[]) =>
  more.reduce((y, layer) => layer.apply(y) as tf.SymbolicTensor, x);
/** Layers one after another, and a dense one to two numbers at the end. */
const chain = (input: number[], ...more: (() => tf.layers.Layer)[]): LayersCase => ({
  input,
  output: [2],
  model: x => {
    const y = onto(x, ...more.map(make => make()));
    const flat = y.shape.length > 2 ? onto(y, layers.flatten()) : y;
    return onto(flat, layers.dense({ units: 2 }));
  },
});
/** Two branches of the same shape and a layer that merges them. */
const merge = (layer: () => tf.layers.Layer): LayersCase => ({
  input: [6],
  output: [2],
  model: x => {
    const branches = ['relu', 'tanh'] as const;
    const outputs = branches.map(activation => onto(x, layers.dense({ units: 5, activation })));
    return onto(layer().apply(outputs) as tf.SymbolicTensor, layers.dense({ units: 2 }));
  },
});
const activations = [
  'relu',
  'relu6',
  'elu',
  'selu',
  'sigmoid',
  'hardSigmoid',
  'softplus',
  'softsign',
] as const;

/** What users build from and TF.js 4.22 can train (no dilated or transposed 3-D convolutions, no thresholdedReLU), in small models. */
export const layersCases: Record<string, LayersCase> = {
  'dense layers with every activation': chain(
    [7],
    ...activations.map(activation => () => layers.dense({ units: 6, activation })),
    () => layers.dense({ units: 5, activation: 'softmax', kernelRegularizer: 'l1l2' }),
  ),
  'advanced activations': chain(
    [7],
    () => layers.dense({ units: 8 }),
    () => layers.leakyReLU({ alpha: 0.1 }),
    () => layers.prelu({ alphaInitializer: 'ones' }),
    () => layers.elu(),
    () => layers.softmax({}),
  ),
  conv1d: chain(
    [12, 3],
    () => layers.conv1d({ filters: 5, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
    () => layers.maxPooling1d({ poolSize: 2 }),
    () => layers.conv1d({ filters: 4, kernelSize: 2 }),
    () => layers.averagePooling1d({ poolSize: 2 }),
  ),
  conv2d: chain(
    [10, 9, 2],
    () => layers.conv2d({ filters: 5, kernelSize: 3, padding: 'same', activation: 'relu' }),
    () => layers.maxPooling2d({ poolSize: 3, strides: 2 }),
    () => layers.conv2d({ filters: 6, kernelSize: [2, 1], activation: 'tanh' }),
    () => layers.averagePooling2d({ poolSize: 2, padding: 'same' }),
  ),
  conv3d: chain(
    [6, 5, 6, 2],
    () => layers.conv3d({ filters: 3, kernelSize: 2, activation: 'relu' }),
    () => layers.maxPooling3d({ poolSize: 2, padding: 'same' }),
    () => layers.averagePooling3d({ poolSize: 2, strides: 1, padding: 'same' }),
  ),
  'transposed convolutions': chain(
    [4, 5, 3],
    () => layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' }),
    () => layers.activation({ activation: 'relu' }),
    () => layers.conv2dTranspose({ filters: 2, kernelSize: 2 }),
  ),
  'depthwise and separable convolutions': chain(
    [8, 8, 3],
    () => layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: 'relu' }),
    () => layers.separableConv2d({ filters: 5, kernelSize: 3, padding: 'same', activation: 'relu' }),
  ),
  'normalisation and dropout': chain(
    [8, 8, 3],
    () => layers.conv2d({ filters: 6, kernelSize: 3, useBias: false }),
    () => layers.batchNormalization(),
    () => layers.activation({ activation: 'relu' }),
    () => layers.dropout({ rate: 0.4, seed: 3 }),
    () => layers.layerNormalization(),
    () => layers.globalAveragePooling2d({}),
    () => layers.reshape({ targetShape: [3, 2] }),
    () => layers.globalMaxPooling1d({}),
  ),
  'what moves and pads': chain(
    [4, 5, 2],
    () =>
      layers.zeroPadding2d({
        padding: [
          [1, 0],
          [2, 1],
        ],
      }),
    () => layers.upSampling2d({ size: [2, 3] }),
    () =>
      layers.cropping2D({
        cropping: [
          [1, 2],
          [3, 0],
        ],
      }),
    () => layers.permute({ dims: [2, 1, 3] }),
    () => layers.globalMaxPooling2d({}),
    () => layers.repeatVector({ n: 3 }),
    () => layers.timeDistributed({ layer: layers.dense({ units: 4, activation: 'relu' }) }),
    () => layers.globalAveragePooling1d({}),
  ),
  LSTM: chain(
    [6, 4],
    () => layers.lstm({ units: 5, returnSequences: true }),
    () => layers.lstm({ units: 4 }),
  ),
  GRU: chain(
    [6, 4],
    () => layers.gru({ units: 5, returnSequences: true }),
    () => layers.simpleRNN({ units: 4 }),
  ),
  'recurrence both ways, over masked steps': chain(
    [6, 4],
    () => layers.masking({ maskValue: 0 }),
    () => layers.bidirectional({ layer: layers.lstm({ units: 3 }) as tf.RNN, mergeMode: 'concat' }),
  ),
  'an embedding': {
    ...chain(
      [5],
      () => layers.embedding({ inputDim: 11, outputDim: 4 }),
      () => layers.gru({ units: 3 }),
    ),
    words: 11,
  },
  add: merge(() => layers.add()),
  multiply: merge(() => layers.multiply()),
  average: merge(() => layers.average()),
  maximum: merge(() => layers.maximum()),
  minimum: merge(() => layers.minimum()),
  concatenate: merge(() => layers.concatenate()),
  dot: merge(() => layers.dot({ axes: 1 })),
};

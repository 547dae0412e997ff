import * as tf from '@tensorflow/tfjs';

type Tensor = tf.SymbolicTensor;

/** What a mistake changes. */
interface Variation {
  readonly convolutionsInBlock: 1 | 2;
  readonly padding: 'same' | 'valid';
  readonly pool: boolean;
  readonly firstRelu: boolean;
  readonly reluBetween: boolean;
  /** Where the ReLU at a block's end stands, and if there is one. */
  readonly reluAtEnd: 'after adding' | 'before adding' | 'none';
  /** What a shortcut goes around: a block, each of its convolutions, or all from the pooling on. */
  readonly shortcut: 'block' | 'each' | 'from the pooling';
  readonly output: 'linear' | 'softmax';
}

const right: Variation = {
  convolutionsInBlock: 2,
  padding: 'same',
  pool: true,
  firstRelu: true,
  reluBetween: true,
  reluAtEnd: 'after adding',
  shortcut: 'block',
  output: 'linear',
};

const relu = (x: Tensor) => tf.layers.reLU().apply(x) as Tensor;
const add = (x: Tensor, y: Tensor) => tf.layers.add().apply([x, y]) as Tensor;

function convolve(x: Tensor, kernelSize: number, padding: 'same' | 'valid'): Tensor {
  return tf.layers
    .conv2d({ filters: 16, kernelSize, padding, kernelInitializer: 'zeros' })
    .apply(x) as Tensor;
}

/** Builds a deep network with something changed. */
export function build(blocks: number, residual: boolean, changed: Partial<Variation> = {}): tf.LayersModel {
  const v = { ...right, ...changed };
  const image = tf.input({ shape: [28, 28, 1] });
  let x = convolve(image, 5, 'valid');
  if (v.firstRelu) x = relu(x);
  if (v.pool) x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as Tensor;
  const pooled = x;
  for (let block = 0; block < blocks; block++)
    x = blockOf(x, residual, v.shortcut === 'from the pooling' ? pooled : x, v);
  const output = tf.layers.dense({ units: 10, activation: v.output, kernelInitializer: 'zeros' });
  return tf.model({ inputs: image, outputs: output.apply(tf.layers.flatten().apply(x)) as Tensor });
}

function blockOf(x: Tensor, residual: boolean, around: Tensor, v: Variation): Tensor {
  const join = (from: Tensor, y: Tensor) => {
    if (!residual) return v.reluAtEnd === 'none' ? y : relu(y);
    if (v.reluAtEnd === 'before adding') return add(from, relu(y));
    return v.reluAtEnd === 'none' ? add(from, y) : relu(add(from, y));
  };
  const first = convolve(x, 3, v.padding);
  if (v.convolutionsInBlock === 1) return join(around, first);
  if (residual && v.shortcut === 'each') {
    const inner = relu(add(x, first));
    return join(inner, convolve(inner, 3, v.padding));
  }
  return join(around, convolve(v.reluBetween ? relu(first) : first, 3, v.padding));
}

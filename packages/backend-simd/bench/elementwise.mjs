/**
 * Speed of element-wise ops, reductions and normalisation on one and two threads, in GB/s read and written, beside that
 * of a plain copy:
 *   node bench/elementwise.mjs [elements] [part of an op's name]
 * 200,000 elements stay in the second-level cache, 4,000,000 come from memory.
 */
import * as tf from '@tensorflow/tfjs-core';
import { features, setThreads } from '../dist/index.js';

const size = Number(process.argv[2] ?? 4_000_000);
const only = process.argv[3] ?? '';
await tf.setBackend('simd');

const x = tf.randomUniform([size], -2, 2);
const y = tf.randomUniform([size], 0.1, 4);
const half = tf.scalar(0.5);
const integers = tf.cast(tf.mul(x, 100), 'int32');
const condition = tf.greater(x, 0);
const columns = n => tf.reshape(tf.slice(x, 0, Math.floor(size / n) * n), [-1, n]);
const row = n => tf.randomUniform([n], 0.1, 1);
const over = axis => ({ axis, reductionIndices: axis, keepDims: false });

// op, inputs, attributes, bytes read and written an element, what is special
const cases = [
  ...['Relu', 'Square', 'Sqrt', 'Tanh', 'Sigmoid', 'Exp', 'Elu', 'Sin', 'Erf'].map(op => [op, { x }, {}, 8]),
  ['Step', { x }, { alpha: 0 }, 8],
  ['Log', { x: y }, {}, 8],
  ...['Add', 'Multiply', 'RealDiv', 'Maximum'].map(op => [op, { a: x, b: y }, {}, 12]),
  ['Multiply', { a: x, b: half }, {}, 8, 'by a number'],
  ['Sub', { a: half, b: x }, {}, 8, 'from a number'],
  ...[6, 16, 64].map(n => ['Add', { a: columns(n), b: row(n) }, {}, 8, `[n,${n}] + [${n}]`]),
  ['Greater', { a: x, b: y }, {}, 9],
  ['Equal', { a: integers, b: integers }, {}, 9],
  ['Select', { condition, t: x, e: y }, {}, 13],
  ['Cast', { x }, { dtype: 'int32' }, 8, 'to int32'],
  ['Sum', { x }, over(0), 4, 'of all'],
  ...[6, 16, 64, 1000].map(n => ['Sum', { x: columns(n) }, over(0), 4, `[n,${n}] over 0`]),
  ...[10, 1000].map(n => ['Sum', { x: columns(n) }, over(1), 4, `[n,${n}] over 1`]),
  ['Max', { x }, over(0), 4, 'of all'],
  ['ArgMax', { x: columns(10) }, { axis: 1 }, 4, '[n,10] over 1'],
  ...[10, 1000].map(n => ['Softmax', { logits: columns(n) }, { dim: 1 }, 8, `[n,${n}]`]),
  ['FusedBatchNorm', { x: columns(16), mean: row(16), variance: row(16) }, {}, 8, '[n,16]'],
];

const from = new Float32Array(size).fill(1);
const to = new Float32Array(size);
console.log(process.version, features(), `${size} elements`);
console.log(`${'copy'.padEnd(32)} ${rate(() => to.set(from), 8)}`);
for (const [op, inputs, attributes, bytes, note = ''] of cases) {
  if (!op.includes(only)) continue;
  const rates = [1, 2].map(threads => {
    setThreads(threads);
    return rate(() => tf.dispose(tf.engine().runKernel(op, inputs, attributes)), bytes);
  });
  console.log(`${`${op} ${note}`.padEnd(32)} ${rates.join('   ')}`);
}

/** Median and fastest of at least a quarter of a second. */
function rate(run, bytes) {
  const times = [];
  for (let i = 0; i < 3; i++) run();
  for (const end = performance.now() + 250; performance.now() < end || times.length < 5; ) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const gigabytes = ms => ((size * bytes) / ms / 1e6).toFixed(1).padStart(5);
  return `${gigabytes(times[times.length >> 1])} GB/s (fastest ${gigabytes(times[0])})`;
}

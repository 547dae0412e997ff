/**
 * Where the time of one training step goes, kernel by kernel: node profile.mjs NETWORK BATCH SIZE STEPS THREADS
 * Prints one line of JSON: `ms` a step, and of each kernel `ms`, `calls` and `flops` a step.
 */
import { features, kernelCalls, resetKernelCalls, setThreads } from '@featuremap/backend-simd';
import { networks } from '@featuremap/models';
import { trainStep } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import { batch, learningRate } from './answer.mjs';

const [network, batchSize, imageSize, steps, threads] = process.argv.slice(2);
const count = Number(steps);
const profile = new Map();
putClocks();
await tf.setBackend('simd');
setThreads(Number(threads));
const { images, labels, shape } = batch({ batchSize: Number(batchSize), imageSize: Number(imageSize) });
const model = networks[network]({ seed: 0 });
const x = tf.tensor(images, shape);
const y = tf.tensor1d(labels, 'int32');
const optimizer = tf.train.sgd(learningRate);
await run(count === 1 ? 1 : 10);
profile.clear();
resetKernelCalls();
const start = performance.now();
await run(count);
const ms = (performance.now() - start) / count;
const kernels = [...profile].map(([name, { time, calls, flops }]) => ({
  name,
  ms: time / count,
  calls: calls / count,
  flops: flops / count,
  inJavaScript: (kernelCalls().get(name)?.fallback ?? 0) / count,
}));
console.log(JSON.stringify({ ms, kernels, relaxed: features().relaxedSimd }));
process.exit();

async function run(times) {
  for (let i = 0; i < times; i++) {
    const loss = await trainStep(model, optimizer, x, y);
    if (loss?.dispose) loss.dispose();
  }
}

function putClocks() {
  const { warn } = console;
  console.warn = () => {};
  for (const config of tf.getKernelsForBackend('simd')) {
    const { kernelName, kernelFunc } = config;
    tf.registerKernel({ ...config, kernelFunc: params => clocked(kernelName, kernelFunc, params) });
  }
  console.warn = warn;
}

function clocked(name, kernelFunc, params) {
  const begin = performance.now();
  const result = kernelFunc(params);
  const time = performance.now() - begin;
  const entry = profile.get(name) ?? { time: 0, calls: 0, flops: 0 };
  entry.time += time;
  entry.calls++;
  entry.flops += flopsOf(name, params, result);
  profile.set(name, entry);
  return result;
}

/** Multiplications and additions by the definition of the op, however the kernel goes about it; 0 for what has few. */
function flopsOf(name, { inputs, attrs }, result) {
  const size = shape => shape.reduce((product, length) => product * length, 1);
  if (name === 'Conv2D' || name === 'FusedConv2D')
    return convolution(size(result.shape), inputs.filter.shape);
  if (name === 'Conv2DBackpropInput') return convolution(size(inputs.dy.shape), inputs.filter.shape);
  if (name === 'Conv2DBackpropFilter') return convolution(size(inputs.dy.shape), attrs.filterShape);
  if (name === 'BatchMatMul' || name === '_FusedMatMul') {
    const inner = inputs.a.shape.at(attrs.transposeA ? -2 : -1);
    return 2 * size(result.shape) * inner;
  }
  return 0;
}

function convolution(outputs, [height, width, channels]) {
  return 2 * outputs * height * width * channels;
}

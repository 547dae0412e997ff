/**
 * Where the time of one training step goes, by op of TensorFlow.js:
 *   node bench/step.mjs [network] [batchSize] [threads]
 */
import { networks } from '@featuremap/models';
import { trainStep } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import { features, kernelCalls, resetKernelCalls, setThreads } from '../dist/index.js';

const [network = 'lenet5', batch, threads] = process.argv.slice(2);
const defaults = { lenet5: 256, resnet: 128, googlenet: 128, alexnet: 128 };
const batchSize = Number(batch ?? defaults[network]);
const steps = network === 'alexnet' ? 1 : 30;
const times = new Map();
timeKernels();
await tf.setBackend('simd');
if (threads) setThreads(Number(threads));

const model = networks[network]({ seed: 0 });
const [, height, width] = model.inputs[0].shape;
const x = tf.randomNormal([batchSize, height, width, 1], 0, 1, 'float32', 1);
const y = tf.range(0, batchSize, 1, 'int32').mod(tf.scalar(10, 'int32'));
const optimizer = tf.train.sgd(0.01);
await run(network === 'alexnet' ? 1 : 10);
times.clear();
resetKernelCalls();
const steady = [];
for (let i = 0; i < steps; i++) {
  const start = performance.now();
  await run(1);
  steady.push(performance.now() - start);
}
steady.sort((a, b) => a - b);
const median = steady[steady.length >> 1];
console.log(process.version, features());
console.log(
  `${network}, batch ${batchSize}: ${median.toFixed(2)} ms a step (fastest ${steady[0].toFixed(2)})`,
);
let inKernels = 0;
for (const [name, ms] of [...times].sort((a, b) => b[1] - a[1])) {
  const { native = 0, fallback = 0 } = kernelCalls().get(name) ?? {};
  inKernels += ms / steps;
  const note = fallback > 0 ? `  ${fallback / steps} in JavaScript` : '';
  console.log(
    `  ${name.padEnd(28)} ${(ms / steps).toFixed(3).padStart(9)} ms  ${(native + fallback) / steps} calls${note}`,
  );
}
console.log(`  ${'outside of kernels'.padEnd(28)} ${(median - inKernels).toFixed(3).padStart(9)} ms`);
console.log(`  process memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`);

async function run(count) {
  for (let i = 0; i < count; i++) {
    const loss = await trainStep(model, optimizer, x, y);
    if (loss?.dispose) loss.dispose();
  }
}

/** Puts a clock around every kernel of the engine. */
function timeKernels() {
  const warn = console.warn;
  console.warn = () => {};
  for (const config of tf.getKernelsForBackend('simd')) {
    const { kernelName, kernelFunc } = config;
    tf.registerKernel({
      ...config,
      kernelFunc: params => {
        const start = performance.now();
        const result = kernelFunc(params);
        times.set(kernelName, (times.get(kernelName) ?? 0) + performance.now() - start);
        return result;
      },
    });
  }
  console.warn = warn;
}

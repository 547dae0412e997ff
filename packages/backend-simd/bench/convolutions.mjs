/**
 * Speed of the three passes of each convolution of the four networks, in GFLOP/s:
 *   node bench/convolutions.mjs [network] [threads]
 */
import * as tf from '@tensorflow/tfjs-core';
import { features, setThreads } from '../dist/index.js';

// name, batch, input size, input channels, output channels, kernel, stride, padding, has an input gradient
const layers = {
  lenet5: [
    ['C1', 256, 28, 1, 6, 5, 1, 2, false],
    ['C3', 256, 14, 6, 16, 5, 1, 0, true],
    ['C5', 256, 5, 16, 120, 5, 1, 0, true],
  ],
  resnet: [
    ['conv1', 128, 28, 1, 16, 5, 1, 0, false],
    ['block1', 128, 12, 16, 16, 3, 1, 1, true],
    ['conv2', 128, 12, 16, 32, 5, 1, 0, true],
    ['block2', 128, 4, 32, 32, 3, 1, 1, true],
  ],
  googlenet: [
    ['conv1', 128, 28, 1, 10, 5, 1, 0, false],
    ['1x1 10-16', 128, 12, 10, 16, 1, 1, 0, true],
    ['1x1 10-24', 128, 12, 10, 24, 1, 1, 0, true],
    ['3x3 16-24', 128, 12, 16, 24, 3, 1, 1, true],
    ['3x3 24-24', 128, 12, 24, 24, 3, 1, 1, true],
    ['5x5 16-24', 128, 12, 16, 24, 5, 1, 2, true],
    ['conv2 88-20', 128, 12, 88, 20, 5, 1, 0, true],
    ['1x1 20-16', 128, 4, 20, 16, 1, 1, 0, true],
    ['3x3 16-24 s', 128, 4, 16, 24, 3, 1, 1, true],
    ['5x5 16-24 s', 128, 4, 16, 24, 5, 1, 2, true],
  ],
  alexnet: [
    ['C1', 32, 224, 1, 96, 11, 4, 1, false],
    ['C3', 32, 26, 96, 256, 5, 1, 2, true],
    ['C5', 32, 12, 256, 384, 3, 1, 1, true],
    ['C6', 32, 12, 384, 384, 3, 1, 1, true],
    ['C7', 32, 12, 384, 256, 3, 1, 1, true],
  ],
};

await tf.setBackend('simd');
if (process.argv[3]) setThreads(Number(process.argv[3]));
const names = process.argv[2] ? [process.argv[2]] : Object.keys(layers);
console.log(process.version, features());
for (const name of names) for (const layer of layers[name]) measure(name, ...layer);

function measure(
  network,
  name,
  batch,
  size,
  inChannels,
  outChannels,
  kernel,
  stride,
  padding,
  hasInputGradient,
) {
  const x = tf.randomUniform([batch, size, size, inChannels], -1, 1);
  const filter = tf.randomUniform([kernel, kernel, inChannels, outChannels], -1, 1);
  const pad = padding === 0 ? 'valid' : padding;
  const attrs = {
    strides: stride,
    pad,
    dataFormat: 'NHWC',
    dimRoundingMode: padding > 0 ? 'floor' : undefined,
  };
  const run = (kernelName, inputs, more = {}) =>
    tf.engine().runKernel(kernelName, inputs, { ...attrs, dilations: 1, ...more });
  const dy = run('Conv2D', { x, filter });
  const [, outHeight, outWidth] = dy.shape;
  const flops = 2 * batch * outHeight * outWidth * kernel * kernel * inChannels * outChannels;
  const passes = {
    forward: () => run('Conv2D', { x, filter }),
    filter: () => run('Conv2DBackpropFilter', { x, dy }, { filterShape: filter.shape }),
    ...(hasInputGradient && {
      input: () => run('Conv2DBackpropInput', { dy, filter }, { inputShape: x.shape }),
    }),
  };
  const columns = Object.entries(passes).map(([pass, f]) => {
    const ms = fastest(f, flops > 1e10 ? 3 : 30);
    return `${pass} ${ms.toFixed(2)} ms ${(flops / ms / 1e6).toFixed(0)} GFLOP/s`.padEnd(32);
  });
  console.log(network.padEnd(10), name.padEnd(12), columns.join(''));
  tf.dispose([x, filter, dy]);
}

function fastest(f, runs) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs + 3; i++) {
    const start = performance.now();
    f().dispose();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

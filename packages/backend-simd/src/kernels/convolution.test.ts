import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { kernelCalls, resetKernelCalls, setThreads } from '../index.js';

interface Case {
  batch: number;
  height: number;
  width: number;
  inChannels: number;
  outChannels: number;
  kernel: [number, number];
  stride: [number, number];
  dilation: [number, number];
  pad: 'valid' | 'same' | number | [[0, 0], [number, number], [number, number], [0, 0]];
}

const PASSES = ['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput'];

beforeAll(async () => {
  await tf.ready();
});

describe.each([1, 2])('on %i threads', threads => {
  it('convolves and computes both gradients as the cpu backend does, for random geometries', async () => {
    await compare(
      Array.from({ length: 30 }, (_, i) => randomCase(generator(i + 1))),
      threads,
      1e-5,
    );
  });
});

it('follows TensorFlow.js where padding and strides go beyond the image', async () => {
  const common: Case = {
    batch: 2,
    height: 5,
    width: 7,
    inChannels: 10,
    outChannels: 9,
    kernel: [5, 2],
    stride: [1, 1],
    dilation: [1, 1],
    pad: 'valid',
  };
  const wide: Case[] = [
    [6, 0, 0, 0],
    [0, 6, 0, 0],
    [0, 0, 6, 0],
    [0, 0, 0, 6],
    [6, 6, 6, 6],
  ].flatMap(([top, bottom, left, right]) => [
    {
      ...common,
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
    },
    {
      ...common,
      kernel: [3, 3],
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
    },
  ]);
  await compare(
    [...wide, { ...common, kernel: [1, 1], stride: [1, 3], pad: 0 }, { ...common, kernel: [5, 5], pad: 6 }],
    2,
    1e-5,
  );
});

it('gives an empty output where the kernel is one larger than the image, and says so where it is larger still', async () => {
  await tf.setBackend('simd');
  const pairs = [
    [4, 3],
    [5, 3],
  ].map(
    ([kernel, size]) =>
      [tf.ones<tf.Rank.R4>([kernel, kernel, 8, 8]), tf.ones<tf.Rank.R4>([2, size, size, 8])] as const,
  );
  for (const op of [tf.conv2d, tf.depthwiseConv2d]) {
    const [[filter, x], [tooLarge]] = pairs;
    const [dx, dFilter] = tf.grads((x, filter) => op(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid'))([
      x,
      filter,
    ]);
    expect(op(x, filter, 1, 'valid').shape.slice(0, 3)).toEqual([2, 0, 0]);
    for (const gradient of [dx, dFilter]) expect(gradient.dataSync().every(value => value === 0)).toBe(true);
    expect(() => op(x, tooLarge, 1, 'valid')).toThrow(
      'simd: a window of 5×5 does not fit into an image of 3×3 with its padding. ' +
        'Use a larger image, more padding, or a smaller kernel or dilation.',
    );
  }
  expect(() => tf.maxPool(pairs[0][1], 5, 1, 'valid')).toThrow(
    'a window of 5×5 does not fit into an image of 3×3',
  );
});

it('gives the same bits for 1, 2 and 4 threads', async () => {
  await tf.setBackend('simd');
  for (const [inChannels, outChannels, size] of [
    [3, 10, 5],
    [24, 32, 3],
    [6, 16, 5],
  ]) {
    const results = [1, 2, 4].map(threads => {
      setThreads(threads);
      return tf.tidy(() => {
        const x = tf.randomNormal<tf.Rank.R4>([16, 14, 14, inChannels], 0, 1, 'float32', 1);
        const filter = tf.randomNormal<tf.Rank.R4>([size, size, inChannels, outChannels], 0, 1, 'float32', 2);
        const loss = (x: tf.Tensor4D, filter: tf.Tensor4D) =>
          tf.conv2d(x, filter, 1, 'same').square().sum<tf.Scalar>();
        const [dx, dFilter] = tf.grads(loss as (...xs: tf.Tensor[]) => tf.Scalar)([x, filter]);
        return [dx.dataSync(), dFilter.dataSync()];
      });
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  }
});

it('computes gradients that finite differences confirm', async () => {
  await tf.setBackend('simd');
  const [height, width, inChannels, outChannels, size] = [6, 5, 3, 4, 3];
  const next = generator(3);
  const x = Float64Array.from({ length: height * width * inChannels }, () => next() * 2 - 1);
  const filter = Float64Array.from({ length: size * size * inChannels * outChannels }, () => next() * 2 - 1);
  const weights = Float64Array.from(
    { length: (height - 2) * (width - 2) * outChannels },
    () => next() * 2 - 1,
  );
  const loss = (): number => {
    let sum = 0;
    for (let y = 0; y < height - 2; y++) {
      for (let z = 0; z < width - 2; z++) {
        for (let o = 0; o < outChannels; o++) {
          let value = 0;
          for (let i = 0; i < size; i++)
            for (let j = 0; j < size; j++)
              for (let c = 0; c < inChannels; c++)
                value +=
                  x[((y + i) * width + z + j) * inChannels + c] *
                  filter[((i * size + j) * inChannels + c) * outChannels + o];
          sum += weights[(y * (width - 2) + z) * outChannels + o] * value * value;
        }
      }
    }
    return sum;
  };
  const [dx, dFilter] = tf.tidy(() => {
    const w = tf.tensor([...weights], [1, height - 2, width - 2, outChannels]);
    const f = (x: tf.Tensor, filter: tf.Tensor) =>
      tf
        .conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid')
        .square()
        .mul(w)
        .sum<tf.Scalar>();
    const gradients = tf.grads(f)([
      tf.tensor([...x], [1, height, width, inChannels]),
      tf.tensor([...filter], [size, size, inChannels, outChannels]),
    ]);
    return gradients.map(g => g.dataSync());
  });
  for (const [values, gradient] of [
    [x, dx],
    [filter, dFilter],
  ] as const) {
    for (let i = 0; i < values.length; i += 7) {
      const kept = values[i];
      values[i] = kept + 1e-4;
      const above = loss();
      values[i] = kept - 1e-4;
      const below = loss();
      values[i] = kept;
      expect(gradient[i]).toBeCloseTo((above - below) / 2e-4, 3);
    }
  }
});

async function compare(cases: Case[], threads: number, tolerance: number): Promise<void> {
  for (const geometry of cases) {
    resetKernelCalls();
    const expected = await passes('cpu', geometry);
    setThreads(threads);
    const actual = await passes('simd', geometry);
    for (const [i, pass] of PASSES.entries()) {
      if (actual[i] === undefined) continue;
      const scale = expected[i].reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
      const difference = expected[i].reduce(
        (most, value, j) => Math.max(most, Math.abs(value - actual[i][j])),
        0,
      );
      expect.soft(difference / scale, `${pass} of ${JSON.stringify(geometry)}`).toBeLessThan(tolerance);
      expect(kernelCalls().get(pass)).toEqual({ native: 1, fallback: 0 });
    }
  }
}

/** Output, filter gradient and input gradient on one backend. */
async function passes(backendName: string, g: Case): Promise<Float32Array[]> {
  await tf.setBackend(backendName);
  return tf.tidy(() => {
    const x = tf.tensor(numbers(1, g.batch * g.height * g.width * g.inChannels), [
      g.batch,
      g.height,
      g.width,
      g.inChannels,
    ]);
    const filterShape: [number, number, number, number] = [...g.kernel, g.inChannels, g.outChannels];
    const filter = tf.tensor(numbers(2, tf.util.sizeFromShape(filterShape)), filterShape);
    const attrs: tf.NamedAttrMap = {
      strides: g.stride,
      dilations: g.dilation,
      pad: g.pad,
      dataFormat: 'NHWC',
    };
    if (typeof g.pad === 'number') attrs.dimRoundingMode = 'floor';
    const run = (name: string, inputs: tf.NamedTensorMap, more = {}) =>
      tf.engine().runKernel(name, inputs, { ...attrs, ...more }) as tf.Tensor;
    const y = run('Conv2D', { x, filter });
    const dy = tf.tensor(numbers(3, y.size), y.shape);
    // TensorFlow.js has no gradient for convolutions with dilation.
    if (g.dilation[0] * g.dilation[1] > 1) return [Float32Array.from(y.dataSync())];
    const results = [
      y,
      run('Conv2DBackpropFilter', { x, dy }, { filterShape }),
      run('Conv2DBackpropInput', { dy, filter }, { inputShape: x.shape }),
    ];
    return results.map(result => Float32Array.from(result.dataSync()));
  });
}

function randomCase(next: () => number): Case {
  const pick = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const equal = next() < 0.5;
  const pair = (most: number): [number, number] => {
    const first = pick(1, most);
    return [first, equal ? first : pick(1, most)];
  };
  const kernel = pair(5);
  const stride = pair(3);
  const dilation: [number, number] = stride[0] === 1 && stride[1] === 1 ? [pick(1, 2), pick(1, 2)] : [1, 1];
  // With padding as a number, tfjs-core computes the width from the kernel's height: only squares make sense.
  const square = kernel[0] === kernel[1] && stride[0] === stride[1];
  const pads = ['valid', 'same', square ? pick(0, 2) : 'same'] as const;
  return {
    batch: pick(1, 5),
    height: pick(10, 16),
    width: pick(10, 16),
    inChannels: pick(1, 20),
    outChannels: pick(1, 30),
    kernel,
    stride,
    dilation,
    pad: pads[pick(0, 2)],
  };
}

function numbers(seed: number, count: number): number[] {
  const next = generator(seed);
  return Array.from({ length: count }, () => next() * 2 - 1);
}

/** Park and Miller's generator: numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SMALLEST_TASK } from '../flags.js';
import { kernelCalls, resetKernelCalls, setThreads } from '../index.js';

type Pad =
  | 'valid'
  | 'same'
  | number
  | [[number, number], [number, number], [number, number], [number, number]];
type Size = [number, number];

/** A convolution or a pool over images, however little sense it makes. */
interface Geometry {
  op: 'conv2d' | 'depthwiseConv2d' | 'maxPool' | 'avgPool';
  image: [batch: number, height: number, width: number, channels: number];
  /** Output channels; of a depthwise convolution, per input channel. */
  filters: number;
  kernel: Size;
  stride: Size;
  pad: Pad;
}

const sides = fc.tuple(fc.nat(6), fc.nat(6));
const geometries: fc.Arbitrary<Geometry> = fc.record({
  op: fc.constantFrom('conv2d', 'depthwiseConv2d', 'maxPool', 'avgPool'),
  image: fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 18 }),
    fc.integer({ min: 1, max: 18 }),
    fc.integer({ min: 1, max: 20 }),
  ),
  filters: fc.integer({ min: 1, max: 20 }),
  kernel: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  stride: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  pad: fc.oneof(
    fc.constantFrom<Pad>('valid', 'same'),
    fc.nat(6),
    fc.tuple(fc.constant<Size>([0, 0]), sides, sides, fc.constant<Size>([0, 0])),
  ),
});

const ops = [
  'Conv2D',
  'Conv2DBackpropInput',
  'Conv2DBackpropFilter',
  'DepthwiseConv2dNative',
  'DepthwiseConv2dNativeBackpropInput',
  'DepthwiseConv2dNativeBackpropFilter',
  'MaxPool',
  'MaxPoolGrad',
  'AvgPool',
  'AvgPoolGrad',
];

beforeAll(async () => {
  await tf.ready();
  setThreads(3);
  // Every kernel is cut into tasks, however small it is.
  tf.env().set(SMALLEST_TASK, 0);
});
afterAll(() => tf.env().set(SMALLEST_TASK, 500_000));

it('computes outputs and gradients as the cpu backend does, for 3,000 random geometries', async () => {
  resetKernelCalls();
  await fc.assert(
    fc.asyncProperty(geometries, async geometry => {
      const expected = await results('cpu', geometry).catch(error => String(error));
      // The cpu backend gives an image of negative size there, or a RangeError.
      if (typeof expected === 'string' || expected[0]?.shape.some(size => size < 0)) {
        await expect(results('simd', geometry)).rejects.toThrow('does not fit into an image');
        return;
      }
      const actual = await results('simd', geometry);
      expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
      for (const [i, { values }] of expected.entries()) expectClose(actual[i]?.values, values);
    }),
    { numRuns: 3000, seed: 5 },
  );
  // An op that fell back to JavaScript would be compared with itself. Empty outputs may.
  expect(ops.filter(name => (kernelCalls().get(name)?.native ?? 0) < 600)).toEqual([]);
});

interface Result {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** The output, and the gradients of its elements' weighted sum. */
async function results(backend: string, geometry: Geometry): Promise<Result[]> {
  await tf.setBackend(backend);
  return tf.tidy(() => {
    const inputs = inputsOf(geometry);
    const output = apply(geometry, inputs);
    const gradients = tf.grads((...inputs: tf.Tensor[]) => apply(geometry, inputs))(
      inputs,
      tf.tensor(numbers(3, output.size), output.shape),
    );
    return [output, ...gradients].map(tensor => ({ shape: tensor.shape, values: tensor.dataSync() }));
  });
}

function inputsOf({ op, image, filters, kernel }: Geometry): tf.Tensor[] {
  const x = tf.tensor(numbers(1, tf.util.sizeFromShape(image)), image);
  if (op === 'maxPool' || op === 'avgPool') return [x];
  const shape = [...kernel, image[3], op === 'conv2d' ? filters : 1 + (filters % 3)];
  return [x, tf.tensor(numbers(2, tf.util.sizeFromShape(shape)), shape)];
}

function apply({ op, kernel, stride, pad }: Geometry, [x, filter]: tf.Tensor[]): tf.Tensor {
  const image = x as tf.Tensor4D;
  // All four take every kind of padding, but no overload of theirs takes them together.
  const padding = pad as 'valid';
  switch (op) {
    case 'conv2d':
      return tf.conv2d(image, filter as tf.Tensor4D, stride, padding);
    case 'depthwiseConv2d':
      // TF.js's cpu kernels of its gradients take the height's stride for both.
      return tf.depthwiseConv2d(image, filter as tf.Tensor4D, stride[0], padding);
    case 'maxPool':
      return tf.maxPool(image, kernel, stride, padding);
    case 'avgPool':
      return tf.avgPool(image, kernel, stride, padding);
  }
}

function expectClose(actual: ArrayLike<number> | undefined, expected: ArrayLike<number>): void {
  const largest = Math.max(1, ...Array.from(expected, Math.abs).filter(Number.isFinite));
  const wrong = Array.from(expected).findIndex(
    (value, i) =>
      !Object.is(value, actual?.[i]) && !(Math.abs(value - (actual?.[i] ?? Number.NaN)) <= 1e-5 * largest),
  );
  expect(wrong === -1 ? 'all' : `${actual?.[wrong]} at ${wrong}, expected ${expected[wrong]}`).toBe('all');
}

/** Numbers in [-1, 1) that depend on the seed only. */
function numbers(seed: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const wave = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return 2 * (wave - Math.floor(wave)) - 1;
  });
}

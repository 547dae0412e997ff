import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImageShape, type Transform, transforms } from '../index.js';

interface Resized {
  readonly shape: ImageShape;
  readonly size: [number, number];
  readonly values: number[];
}

/** Made by PyTorch 1.13: `interpolate(mode='bilinear', align_corners=False, antialias=False)`, `sub`, `div`. */
const torch: {
  readonly cases: Resized[];
  readonly big: Resized & { readonly indices: number[]; readonly sum: number };
  readonly normalized: number[];
} = JSON.parse(readFileSync(new URL('torch.json', import.meta.url), 'utf8'));

/** The reference's input. */
function pattern(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => ((i * 7919) % 251) / 251);
}

function apply(
  transform: Transform,
  input: Uint8Array | Float32Array,
  shape: ImageShape,
  count = 1,
): Float32Array {
  const [height, width, channels] = transform.outputShape?.(shape) ?? shape;
  const output = new Float32Array(count * height * width * channels).fill(Number.NaN);
  transform.apply(input, output, { count, shape });
  return output;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

describe('resize', () => {
  it.each(torch.cases)('is PyTorch’s interpolate from $shape to $size', ({ shape, size, values }) => {
    const [height, width, channels] = shape;
    const input = pattern(height * width * channels);
    expect(largestDifference(apply(transforms.resize(size), input, shape), values)).toBeLessThan(1e-5);
  });

  it('is PyTorch’s interpolate from 28×28 to AlexNet’s 224×224', () => {
    const { shape, indices, values, sum } = torch.big;
    const output = apply(transforms.resize(224), pattern(784), shape);
    expect(
      largestDifference(
        indices.map(i => output[i]!),
        values,
      ),
    ).toBeLessThan(1e-5);
    expect(output.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 1);
  });

  it('gives each image of a batch what it gives it alone, and bytes what it gives numbers', () => {
    const resize = transforms.resize([5, 9]);
    const bytes = Uint8Array.from({ length: 3 * 4 * 6 * 2 }, (_, i) => (i * 37) % 256);
    const batch = apply(resize, bytes, [4, 6, 2], 3);
    const alone = [0, 1, 2].flatMap(n => [
      ...apply(resize, Float32Array.from(bytes.slice(n * 48, n * 48 + 48)), [4, 6, 2]),
    ]);
    expect(Array.from(batch)).toEqual(alone);
  });

  it('serves images of changing shapes', () => {
    const resize = transforms.resize(3);
    const expected = apply(transforms.resize(3), pattern(16), [4, 4, 1]);
    apply(resize, pattern(10), [2, 5, 1]);
    expect(apply(resize, pattern(16), [4, 4, 1])).toEqual(expected);
  });

  it('leaves an image alone that has the size already', () => {
    expect(apply(transforms.resize([3, 4]), pattern(12), [3, 4, 1])).toEqual(pattern(12));
  });

  it.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, [2, 0], [1, 2, 3], [], '28', undefined])(
    'refuses the size %s',
    size => {
      expect(() => transforms.resize(size as number)).toThrow(
        /^resize: expected a size in whole pixels above 0/,
      );
    },
  );
});

describe('toTensor and normalize', () => {
  const both = [transforms.toTensor(), transforms.normalize(0.1307, 0.3081)];

  it('are PyTorch’s to the bit, one by one and composed', () => {
    const bytes = Uint8Array.of(0, 1, 33, 127, 200, 254, 255);
    expect(Array.from(apply(transforms.compose(both), bytes, [1, 7, 1]))).toEqual(torch.normalized);
    const tensor = apply(both[0]!, bytes, [1, 7, 1]);
    expect(Array.from(apply(both[1]!, tensor, [1, 7, 1]))).toEqual(torch.normalized);
  });

  it('normalizes each channel with its own mean and deviation', () => {
    const normalize = transforms.normalize([1, 10], [2, 4]);
    expect(Array.from(apply(normalize, Float32Array.of(3, 14, 5, 18), [1, 2, 2]))).toEqual([1, 1, 2, 2]);
    expect(() => normalize.outputShape?.([1, 2, 3])).toThrow('2 means for an image of 3 channels [1,2,3]');
  });

  it.each<[mean: number | number[], std: number | number[]]>([
    [Number.NaN, 1],
    [0, 0],
    [0, -1],
    [0, Number.POSITIVE_INFINITY],
    [[0, 0], [1]],
    [[], []],
  ])('refuses mean %s with deviation %s', (mean, std) => {
    expect(() => transforms.normalize(mean, std)).toThrow(/^normalize: expected/);
  });
});

describe('compose', () => {
  const steps: Record<string, () => Transform> = {
    toTensor: transforms.toTensor,
    normalize: () => transforms.normalize(0.5, 0.25),
    larger: () => transforms.resize([5, 7]),
    smaller: () => transforms.resize(2),
    perChannel: () => transforms.normalize([0.25, 0.5], [0.5, 0.25]),
    flip: () => ({
      apply: (input, output) => output.set(Float32Array.from(input).reverse()),
    }),
    nested: () => transforms.compose([transforms.normalize(0, 2), transforms.resize([4, 3])]),
  };

  it('does what its steps do one after the other, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 6 }),
        fc.uint8Array({ minLength: 3 * 4 * 2 * 2, maxLength: 3 * 4 * 2 * 2 }),
        fc.boolean(),
        (names, bytes, asNumbers) => {
          const input = asNumbers ? Float32Array.from(bytes) : bytes;
          const chain = names.map(name => steps[name]!());
          let expected = Float32Array.from(input);
          let shape: ImageShape = [3, 4, 2];
          for (const step of chain) {
            expected = Float32Array.from(apply(step, expected, shape, 2));
            shape = step.outputShape?.(shape) ?? shape;
          }
          const composed = transforms.compose(chain);
          expect(composed.outputShape?.([3, 4, 2])).toEqual(shape);
          for (let turn = 0; turn < 2; turn++) expect(apply(composed, input, [3, 4, 2], 2)).toEqual(expected);
          expect(input).toEqual(asNumbers ? Float32Array.from(bytes) : bytes);
        },
      ),
    );
  });
});

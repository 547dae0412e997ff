import { describe, expect, it } from 'vitest';
import { deriveSeed, uniformAt } from './seed.js';

const sample = (seed: number, count: number) => Array.from({ length: count }, (_, i) => uniformAt(seed)(i));

describe('deriveSeed', () => {
  it('gives the same seed for the same arguments, on every machine', () => {
    expect(deriveSeed(0, 'C1/kernel')).toBe(deriveSeed(0, 'C1/kernel'));
    expect([deriveSeed(0, 'C1/kernel'), deriveSeed(1, 'C1/kernel'), deriveSeed(0, 7)]).toEqual([
      4_100_107_694, 1_718_347_944, 2_265_862_112,
    ]);
  });

  it('gives other seeds for other names, numbers and seeds, large and negative ones too', () => {
    const seeds = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    const streams = [0, 1, -1, 49, 2 ** 32, '', '1', 'a', 'b', 'ab', 'ba', 'a\0'];
    const derived = seeds.flatMap(seed => streams.map(stream => deriveSeed(seed, stream)));
    expect(new Set(derived).size).toBe(seeds.length * streams.length);
  });

  it('refuses a seed that is not a whole number', () => {
    expect(() => deriveSeed(0.5, 'C1')).toThrow(RangeError);
    expect(() => deriveSeed(0, Number.NaN)).toThrow('got NaN');
  });
});

describe('uniformAt', () => {
  it('fills every part of (0, 1) evenly', () => {
    const counts = new Array(100).fill(0);
    for (const value of sample(3, 100_000)) counts[Math.floor(value * 100)]++;
    const chiSquared = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99 degrees of freedom: between these bounds but for one sequence in ten thousand.
    expect(chiSquared).toBeGreaterThan(50);
    expect(chiSquared).toBeLessThan(160);
  });

  it('excludes 0 and 1 even after rounding to float32', () => {
    const values = Float32Array.from(sample(4, 1_000_000));
    expect(values.every(value => value > 0 && value < 1)).toBe(true);
  });

  it('leaves neighbours, and the same index of neighbouring seeds, without correlation', () => {
    const [a, b] = [sample(10, 100_000), sample(11, 100_000)];
    const correlation = (x: number[], y: number[]) =>
      (12 * x.reduce((sum, value, i) => sum + (value - 0.5) * (y[i] - 0.5), 0)) / x.length;
    const fourSigma = 4 / Math.sqrt(100_000);
    expect(Math.abs(correlation(a.slice(0, -1), a.slice(1)))).toBeLessThan(fourSigma);
    expect(Math.abs(correlation(a, b))).toBeLessThan(fourSigma);
  });

  it('gives no two seeds the same sequence at an offset', () => {
    // The two of a thousand seeds whose first keys lie closest: with no second key, one sequence would run into
    // the other after that many values.
    const keys = Array.from({ length: 1000 }, (_, seed) => ({ seed, key: deriveSeed(seed, 0) }));
    keys.sort((a, b) => a.key - b.key);
    const gaps = keys.slice(1).map(({ key }, at) => key - keys[at].key);
    const closest = gaps.indexOf(Math.min(...gaps));
    expect(gaps[closest]).toBeLessThan(100_000);
    const values = new Set(sample(keys[closest].seed, 200_000));
    const other = sample(keys[closest + 1].seed, 200_000);
    const runs = other.filter((value, i) => values.has(value) && i > 0 && values.has(other[i - 1]));
    // Values of 24 bits meet by chance: two in a row about 28 times in 200,000.
    expect(runs.length).toBeLessThan(100);
  });
});

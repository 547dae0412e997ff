import { conv2d, ones, type Rank, tidy } from '@tensorflow/tfjs-core';

const batch = 4;
const size = 28;
const channels = 16;
const kernel = 5;
/** A multiplication and an addition for every weight at every place of the output. */
const operationsPerCall = 2 * batch * size * size * channels * channels * kernel * kernel;

/**
 * How fast the current backend convolves (5×5, 16 to 16 channels, [4, 28, 28, 16]), in GFLOP/s. A rough figure to
 * compare engines on one machine with, measured for a fifth of a second after one call to warm up.
 */
export async function measureRate(milliseconds = 200): Promise<number> {
  const x = ones<Rank.R4>([batch, size, size, channels]);
  const filter = ones<Rank.R4>([kernel, kernel, channels, channels]);
  try {
    const call = () => tidy(() => conv2d(x, filter, 1, 'same'));
    const callAndWait = async (calls: number) => {
      const results = Array.from({ length: calls }, call);
      await results.at(-1)!.data();
      for (const result of results) result.dispose();
    };
    await callAndWait(1);
    let calls = 0;
    const begin = performance.now();
    // In growing groups, because waiting for each call would time the way to a GPU and back.
    for (let group = 1; performance.now() - begin < milliseconds; group = Math.min(group * 2, 64)) {
      await callAndWait(group);
      calls += group;
    }
    return (calls * operationsPerCall) / ((performance.now() - begin) * 1e6);
  } finally {
    x.dispose();
    filter.dispose();
  }
}

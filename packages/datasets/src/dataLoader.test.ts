import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataLoader, type DataLoaderOptions, MNIST, transforms } from './index.js';

/** A source whose batch is the list of its places. */
const numbers = (length: number) => ({ length, batch: (indices: readonly number[]) => indices });

async function read<B>(loader: AsyncIterable<B>): Promise<B[]> {
  const batches: B[] = [];
  for await (const batch of loader) batches.push(batch);
  return batches;
}

describe('a DataLoader', () => {
  it('cuts batches in the order of the data set, the last one smaller', async () => {
    const loader = new DataLoader(numbers(7), { batchSize: 3 });
    expect(await read(loader)).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(loader.length).toBe(3);
  });

  it('leaves out a smaller last batch if asked to', async () => {
    const loader = new DataLoader(numbers(7), { batchSize: 3, dropLast: true });
    expect(await read(loader)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(loader.length).toBe(2);
  });

  it('gives every sample once an epoch, whatever the options', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        async (length, batchSize, seed) => {
          const loader = new DataLoader(numbers(length), { batchSize, shuffle: true, seed });
          for (let epoch = 0; epoch < 2; epoch++) {
            const batches = await read(loader);
            expect(batches).toHaveLength(loader.length);
            expect(batches.flat().sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
          }
        },
      ),
    );
  });

  it('gives each epoch an order of its own, the same in every run', async () => {
    const options = { batchSize: 50, shuffle: true, seed: 3 };
    const loader = new DataLoader(numbers(50), options);
    const epochs = [await read(loader), await read(loader), await read(loader)].map(String);
    expect(new Set(epochs).size).toBe(3);
    const again = new DataLoader(numbers(50), options);
    expect([await read(again), await read(again), await read(again)].map(String)).toEqual(epochs);
    expect(String(await read(again.epoch(1)))).toBe(epochs[1]);
  });

  it('keeps its orders from version to version', async () => {
    const loader = new DataLoader(numbers(10), { batchSize: 10, shuffle: true, seed: 0 });
    expect(await read(loader)).toEqual([[8, 2, 3, 5, 4, 1, 0, 6, 7, 9]]);
    expect(await read(loader)).toEqual([[7, 2, 8, 1, 0, 5, 9, 4, 3, 6]]);
  });

  it('has another order for every seed, large ones included', async () => {
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    const orders = await Promise.all(
      seeds.map(seed => read(new DataLoader(numbers(50), { batchSize: 50, shuffle: true, seed }))),
    );
    expect(new Set(orders.map(String)).size).toBe(seeds.length);
  });

  it('brings each sample to each place equally often', async () => {
    const loader = new DataLoader(numbers(5), { batchSize: 5, shuffle: true });
    const counts = Array.from({ length: 25 }, () => 0);
    const epochs = 5000;
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const [place, sample] of (await read(loader)).flat().entries()) counts[place * 5 + sample]!++;
    }
    // Expected 1000 each with a standard deviation of 28; the bound is five of them.
    for (const count of counts) expect(Math.abs(count - epochs / 5)).toBeLessThan(142);
  });

  it('reads a source that needs time for a batch, and stops reading when the loop is left', async () => {
    let read = 0;
    const slow = {
      length: 10,
      async batch(indices: readonly number[]) {
        await new Promise(resolve => setTimeout(resolve, 1));
        read++;
        return indices.length;
      },
    };
    for await (const size of new DataLoader(slow, { batchSize: 2 })) {
      expect(size).toBe(2);
      if (read === 2) break;
    }
    expect(read).toBe(2);
  });

  it('reads two epochs at the same time without mixing them up', async () => {
    const options = { batchSize: 4, shuffle: true, seed: 1 };
    const loader = new DataLoader(numbers(40), options);
    const both = await Promise.all([read(loader), read(loader)]);
    const apart = new DataLoader(numbers(40), options);
    expect(both).toEqual([await read(apart), await read(apart)]);
  });

  it.each<[options: Partial<DataLoaderOptions>, says: string]>([
    [{ batchSize: 0 }, 'DataLoader: batchSize: expected a whole number from 1 on, got 0'],
    [{ batchSize: -1 }, 'batchSize: expected a whole number from 1 on, got -1'],
    [{ batchSize: 2.5 }, 'got 2.5'],
    [{ batchSize: Number.NaN }, 'got NaN'],
    [{ batchSize: Number.POSITIVE_INFINITY }, 'got Infinity'],
    [{ batchSize: '8' as unknown as number }, 'batchSize'],
    [{ batchSize: undefined as unknown as number }, 'got undefined'],
    [{ seed: -1 }, 'seed: expected a whole number from 0 on, got -1'],
    [{ seed: 0.5 }, 'got 0.5'],
    [
      { batchSize: 11, dropLast: true },
      'dropLast leaves no batch of 11 from 10 samples; make batchSize smaller',
    ],
  ])('refuses %o', (options, says) => {
    expect(() => new DataLoader(numbers(10), { batchSize: 2, ...options })).toThrow(says);
  });

  it('refuses an empty data set and an epoch that is no number of one', () => {
    expect(() => new DataLoader(numbers(0), { batchSize: 1 })).toThrow('length of the data set');
    expect(() => new DataLoader(numbers(1), { batchSize: 1 }).epoch(-1)).toThrow('epoch');
  });

  it('gives an epoch of MNIST, shuffled and normalised, for less than half a second of CPU', async () => {
    const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
    const loader = new DataLoader(await MNIST.load({ transform }), { batchSize: 256, shuffle: true });
    const costs: number[] = [];
    for (let epoch = 0; epoch < 3; epoch++) {
      const before = process.cpuUsage();
      let images = 0;
      for await (const { labels } of loader) images += labels.length;
      const { user, system } = process.cpuUsage(before);
      expect(images).toBe(60_000);
      costs.push((user + system) / 1e6);
    }
    expect(Math.min(...costs)).toBeLessThan(0.5);
  });
});

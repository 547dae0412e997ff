import { existsSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { platform } from '#datasets-platform';
import { DataLoader, FashionMNIST, MNIST, transforms } from './index.js';

describe('MNIST', () => {
  it('loads the 10,000 test images and their labels', async () => {
    const set = await MNIST.load({ train: false, download: false });
    expect(set.length).toBe(10_000);
    expect(set.imageShape).toEqual([28, 28, 1]);
    expect(set.classes[7]).toBe('7');
    expect(Array.from({ length: 10 }, (_, i) => set.get(i).label)).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  it('is read once for data sets that are in use at the same time', async () => {
    const first = await MNIST.load({ train: false, download: false });
    const decode = vi.spyOn(platform, 'decodeIdx');
    const second = await MNIST.load({ train: false, download: false, transform: transforms.toTensor() });
    expect(decode).not.toHaveBeenCalled();
    expect(second.get(3).label).toBe(first.get(3).label);
    decode.mockRestore();
  });

  it('has the mean and deviation that the lecture normalises with', async () => {
    const set = await MNIST.load({ download: false, transform: transforms.toTensor() });
    let sum = 0;
    let sumOfSquares = 0;
    for await (const { images } of new DataLoader(set, { batchSize: 1000 })) {
      for (const value of images) {
        sum += value;
        sumOfSquares += value * value;
      }
    }
    const mean = sum / (set.length * 784);
    const variance = sumOfSquares / (set.length * 784) - mean ** 2;
    expect(mean).toBeCloseTo(0.1307, 4);
    expect(Math.sqrt(variance)).toBeCloseTo(0.3081, 4);
  });
});

// Debian's package dataset-fashion-mnist; there is none on npm.
describe.runIf(existsSync('/usr/share/datasets/fashion-mnist'))('FashionMNIST', () => {
  it('loads both parts, as packed anew by Debian, and knows its classes', async () => {
    const train = await FashionMNIST.load({ download: false });
    const test = await FashionMNIST.load({ train: false, download: false });
    expect([train.length, test.length]).toEqual([60_000, 10_000]);
    const names = Array.from({ length: 4 }, (_, i) => test.classes[test.get(i).label]);
    expect(names).toEqual(['Ankle boot', 'Pullover', 'Trouser', 'Trouser']);
  });
});

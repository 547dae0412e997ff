import { describe, expect, it } from 'vitest';
import { MNIST, transforms } from './index.js';

describe('MNIST', () => {
  it('loads the 10,000 test images and their labels', async () => {
    const set = await MNIST.load({ train: false, download: false });
    expect(set.length).toBe(10_000);
    expect(set.imageShape).toEqual([28, 28, 1]);
    expect(set.classes[7]).toBe('7');
    expect(Array.from({ length: 10 }, (_, i) => set.get(i).label)).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  it('has the mean and deviation that the lecture normalises with', async () => {
    const set = await MNIST.load({ download: false, transform: transforms.toTensor() });
    const { images } = set.batch(Array.from({ length: set.length }, (_, i) => i));
    const mean = images.reduce((sum, value) => sum + value, 0) / images.length;
    const variance = images.reduce((sum, value) => sum + (value - mean) ** 2, 0) / images.length;
    expect(mean).toBeCloseTo(0.1307, 4);
    expect(Math.sqrt(variance)).toBeCloseTo(0.3081, 4);
  });
});

import { describe, expect, it } from 'vitest';
import { ImageDataset, type Transform, transforms } from './index.js';

const images = Uint8Array.from({ length: 5 * 6 }, (_, i) => i * 8);
const parts = {
  images,
  labels: Uint8Array.of(0, 1, 2, 1, 0),
  imageShape: [2, 3, 1] as const,
  classes: ['a', 'b', 'c'],
};

describe('an ImageDataset', () => {
  it('gives an image as bytes without a transform and as numbers with one', () => {
    const plain = new ImageDataset(parts).get(2);
    expect(plain).toEqual({ image: images.slice(12, 18), label: 2 });
    const { image, label } = new ImageDataset({ ...parts, transform: transforms.toTensor() }).get(2);
    expect(image).toBeInstanceOf(Float32Array);
    expect(Array.from(image)).toEqual(Array.from(images.slice(12, 18), byte => Math.fround(byte / 255)));
    expect(label).toBe(2);
  });

  it('gives a batch in the order asked for, repetitions included', () => {
    const batch = new ImageDataset(parts).batch([4, 2, 4]);
    expect(batch.shape).toEqual([3, 2, 3, 1]);
    expect(batch.labels).toEqual(Int32Array.of(0, 2, 0));
    expect(Array.from(batch.images)).toEqual([4, 2, 4].flatMap(i => [...images.slice(i * 6, i * 6 + 6)]));
  });

  it('gives in a batch what it gives one by one, for any chain of transforms', () => {
    const transform = transforms.compose([
      transforms.toTensor(),
      transforms.resize([5, 4]),
      transforms.normalize(0.3, 0.2),
    ]);
    const set = new ImageDataset({ ...parts, transform });
    const { images: batch, shape } = set.batch([3, 0, 1, 2]);
    expect(shape).toEqual([4, 5, 4, 1]);
    expect(set.imageShape).toEqual([5, 4, 1]);
    expect(Array.from(batch)).toEqual([3, 0, 1, 2].flatMap(i => Array.from(set.get(i).image)));
  });

  it('gives arrays that are the caller’s own: a later batch and a change leave them and the set alone', () => {
    const set = new ImageDataset({ ...parts, images: Buffer.from(images) });
    const first = set.batch([0, 1]);
    const copy = first.images.slice();
    set.batch([2, 3]);
    expect(first.images).toEqual(copy);
    first.images.fill(-1);
    set.get(0).image.fill(9);
    expect(set.batch([0, 1]).images).toEqual(copy);
  });

  it('has a view of its first images', () => {
    const set = new ImageDataset({ ...parts, transform: transforms.toTensor() });
    const few = set.take(2);
    expect(few.length).toBe(2);
    expect(few.classes).toBe(set.classes);
    expect(few.batch([1, 0])).toEqual(set.batch([1, 0]));
    expect(() => few.get(2)).toThrow('0 to 1, got 2');
  });

  it.each([0, 6, 1.5, Number.NaN, -1])('takes no %s images of 5', count => {
    expect(() => new ImageDataset(parts).take(count)).toThrow(
      new RangeError(`take: expected a whole number of images from 1 to 5, got ${count}`),
    );
  });

  it.each([-1, 5, 0.5, Number.NaN, undefined as unknown as number])('refuses the index %s', index => {
    const set = new ImageDataset(parts);
    const says = new RangeError(`expected the index of an image, 0 to 4, got ${index}`);
    expect(() => set.get(index)).toThrow(says);
    expect(() => set.batch([0, index])).toThrow(says);
  });

  it('refuses arrays that do not fit together', () => {
    expect(() => new ImageDataset({ ...parts, images: images.subarray(1) })).toThrow(
      '5 labels want 30 bytes of [2,3,1]',
    );
    expect(() => new ImageDataset({ ...parts, classes: ['a', 'b'] })).toThrow(
      'label 2 is 2, but there are 2 classes',
    );
    expect(() => new ImageDataset({ ...parts, imageShape: [2, 0, 1] })).toThrow(
      'expected [height, width, channels]',
    );
  });

  it('runs a transform of the user’s own, random ones included, in a composition', () => {
    let calls = 0;
    const stamp: Transform = {
      apply(input, output, { count, shape: [height, width] }) {
        calls++;
        output.set(input);
        for (let n = 0; n < count; n++) output[n * height * width] = calls;
      },
    };
    const transform = transforms.compose([transforms.toTensor(), stamp]);
    const set = new ImageDataset({ ...parts, transform });
    expect(set.batch([0, 1]).images[6]).toBe(1);
    expect(set.batch([0, 1]).images[6]).toBe(2);
  });
});

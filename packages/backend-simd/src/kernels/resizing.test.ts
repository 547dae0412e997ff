import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import '../index.js';
import { expectSameOnBothEngines, expectSlope, Random } from '../testing/bothEngines.js';

type Shape = [number, number, number, number];
const options = [
  { alignCorners: false, halfPixelCenters: false },
  { alignCorners: true, halfPixelCenters: false },
  { alignCorners: false, halfPixelCenters: true },
];

function shapeOf(random: Random, images: number): Shape {
  return [images, random.integer(1, 9), random.integer(1, 9), random.integer(1, 9)];
}

function sizeOf(random: Random): [number, number] {
  return [random.integer(1, 14), random.integer(1, 14)];
}

describe.each(['ResizeBilinear', 'ResizeNearestNeighbor'])('%s', op => {
  it('gives what the cpu engine gives, smaller and larger, by corners and by centres', async () => {
    const random = new Random(1);
    for (let i = 0; i < 60; i++) {
      const shape = shapeOf(random, random.integer(1, 3));
      const images = random.floats(tf.util.sizeFromShape(shape), [Number.NaN, Infinity, -Infinity]);
      const attrs = { ...random.choice(options), size: sizeOf(random) };
      const hint = JSON.stringify({ shape, attrs });
      const tolerance = op === 'ResizeBilinear' ? 1e-6 : 0;
      await expectSameOnBothEngines(op, () => ({ images: tf.tensor4d(images, shape) }), attrs, {
        tolerance,
        hint,
      });
    }
  });
});

describe.each(['ResizeBilinearGrad', 'ResizeNearestNeighborGrad'])('%s', op => {
  it('gives what the cpu engine gives where that is right: a square image, by corners', async () => {
    const random = new Random(2);
    for (let i = 0; i < 40; i++) {
      // From 2 on: the cpu engine never returns from an image of one pixel with aligned corners.
      const side = random.integer(2, 8);
      const shape: Shape = [1, side, side, random.integer(1, 40)];
      const attrs = { ...options[i % 2], size: sizeOf(random) };
      const dyShape: Shape = [1, ...attrs.size, shape[3]];
      const images = random.floats(tf.util.sizeFromShape(shape));
      const dy = random.floats(tf.util.sizeFromShape(dyShape));
      const inputs = () => ({ images: tf.tensor4d(images, shape), dy: tf.tensor4d(dy, dyShape) });
      await expectSameOnBothEngines(op, inputs, attrs, {
        tolerance: 1e-6,
        hint: JSON.stringify({ shape, attrs }),
      });
    }
  });
});

describe('gradients of resizing', () => {
  it('are its slopes for batches, oblong images and centres, which the cpu engine gets wrong', async () => {
    await tf.setBackend('simd');
    const random = new Random(3);
    for (const { alignCorners, halfPixelCenters } of options) {
      for (const size of [
        [9, 4],
        [3, 11],
      ] as [number, number][]) {
        const x = tf.tensor4d(random.floats(3 * 5 * 7 * 5), [3, 5, 7, 5]);
        const at = (images: tf.Tensor) => images as tf.Tensor4D;
        expectSlope(
          images => tf.image.resizeBilinear(at(images), size, alignCorners, halfPixelCenters),
          x,
          random,
        );
        expectSlope(
          images => tf.image.resizeNearestNeighbor(at(images), size, alignCorners, halfPixelCenters),
          x,
          random,
        );
        x.dispose();
      }
    }
  });
});

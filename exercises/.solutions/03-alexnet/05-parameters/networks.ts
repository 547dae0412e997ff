import type { Random } from '@featuremap/grader';
import type { Args, Layer } from './steps.js';

/** The lecture's AlexNet, for images of one channel. */
export const alexnet: Args = [
  [224, 224, 1],
  [
    { kind: 'conv', filters: 96, kernelSize: 11, stride: 4, padding: 1 },
    { kind: 'pool', size: 3, stride: 2 },
    { kind: 'conv', filters: 256, kernelSize: 5, stride: 1, padding: 2 },
    { kind: 'pool', size: 3, stride: 2 },
    { kind: 'conv', filters: 384, kernelSize: 3, stride: 1, padding: 1 },
    { kind: 'conv', filters: 384, kernelSize: 3, stride: 1, padding: 1 },
    { kind: 'conv', filters: 256, kernelSize: 3, stride: 1, padding: 1 },
    { kind: 'pool', size: 3, stride: 2 },
    { kind: 'dense', units: 4096 },
    { kind: 'dense', units: 4096 },
    { kind: 'dense', units: 10 },
  ],
];

/** Two convolutions by themselves. */
export const convolutions = (random: Random): Args => [
  [random.integer(12, 15), random.integer(18, 21), random.integer(2, 3)],
  [conv(random, 2), conv(random, 1)],
];

/**
 * A network of every kind of layer, on an image that is not square. No division comes out even at the first convolution;
 * at the pooling it does for one side and not for the other, so that dividing by the stride differs from rounding up.
 */
export const network = (random: Random): Args => {
  const half = random.integer(15, 18);
  const otherHalf = half + 3 + 2 * random.integer(0, 2);
  return [
    [2 * half, 2 * otherHalf, random.integer(2, 3)],
    [
      conv(random, 2),
      { kind: 'pool', size: 3, stride: 2 },
      conv(random, 1),
      { kind: 'dense', units: random.integer(11, 14) },
      { kind: 'dense', units: random.integer(6, 9) },
    ],
  ];
};

/** With these paddings, one that is counted once makes other sizes than a first window that is missing. */
const conv = (random: Random, stride: 1 | 2): Layer => ({
  kind: 'conv',
  filters: random.integer(4, 9),
  kernelSize: random.integer(2, 3) * 2 - 1,
  stride,
  padding: stride === 1 ? 2 : 1,
});

import { expect, it } from 'vitest';
import { confusionLines } from './confusionLines.js';

const classes = ['T-shirt/top', 'Bag'];
const confusion = [
  [98, 2],
  [0, 50],
];
const perClass = [0.98, 1];

it('draws the matrix with the accuracy of each class', () => {
  expect(confusionLines(confusion, classes, perClass, 80)).toEqual([
    'True class       Right   0   1',
    '0 T-shirt/top   98.00%  98   2',
    '1 Bag          100.00%   ·  50',
  ]);
});

it('lists accuracies and the commonest mistakes where the matrix does not fit', () => {
  expect(confusionLines(confusion, classes, perClass, 25)).toEqual([
    'True class       Right',
    '0 T-shirt/top   98.00%',
    '1 Bag          100.00%',
    '',
    'T-shirt/top taken for Bag: 2',
  ]);
});

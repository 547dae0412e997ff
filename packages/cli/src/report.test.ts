import { expect, it } from 'vitest';
import { wrap } from './report.js';

it('breaks between words', () => {
  expect(wrap('60,000 images to train, 10,000 to test', 16)).toEqual([
    '60,000 images to',
    'train, 10,000 to',
    'test',
  ]);
});

it('breaks a word that is longer than a line, such as a path', () => {
  expect(wrap('from /usr/share/datasets/mnist', 10)).toEqual(['from', '/usr/share', '/datasets/', 'mnist']);
});

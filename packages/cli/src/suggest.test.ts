import { expect, it } from 'vitest';
import { nearest, unknownName } from './suggest.js';

const networks = ['lenet5', 'alexnet', 'googlenet', 'resnet'];

it.each([
  ['lenet', 'lenet5'],
  ['LeNet5', 'lenet5'],
  ['lenet-5', 'lenet5'],
  ['alexnte', 'alexnet'],
  ['resnt', 'resnet'],
  ['googlnet', 'googlenet'],
])('takes %s for %s', (wanted, meant) => {
  expect(nearest(wanted, networks)).toBe(meant);
});

it.each(['vgg16', 'transformer', '', 'x'])('suggests nothing for %j', wanted => {
  expect(nearest(wanted, networks)).toBeUndefined();
});

it('says what there is when a name is unknown', () => {
  expect(unknownName('network', 'lenet', networks)).toBe(
    'Unknown network "lenet". Did you mean lenet5? Known: lenet5, alexnet, googlenet, resnet.',
  );
  expect(unknownName('network', 'vgg16', networks)).not.toContain('Did you mean');
});

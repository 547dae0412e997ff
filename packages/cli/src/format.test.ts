import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { count, countdown, duration, lossText, percent, plural, rateText, shortPath } from './format.js';

it.each([
  [0.04, '0.0 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.4, '59 s'],
  [59.6, '1 min 0 s'],
  [185, '3 min 5 s'],
  [7620, '2 h 7 min'],
])('says %d seconds as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

it('counts down in whole seconds, rounding up', () => {
  expect([0, 0.2, 8.1, 61].map(countdown)).toEqual(['0 s', '1 s', '9 s', '1 min 1 s']);
});

it('groups thousands and knows one from many', () => {
  expect(count(61_706)).toBe('61,706');
  expect([plural(1, 'epoch'), plural(5, 'epoch'), plural(0, 'step')]).toEqual([
    '1 epoch',
    '5 epochs',
    '0 steps',
  ]);
});

it('says a share of nothing as a dash', () => {
  expect([percent(0.9798), percent(1), percent(Number.NaN)]).toEqual(['97.98%', '100.00%', '–']);
});

it('keeps very small and very large losses readable', () => {
  expect([2.5, 0, 0.00001234, 252_741_280].map(lossText)).toEqual(['2.5000', '0.0000', '1.23e-5', '2.53e+8']);
});

it('says how slow it is where an image takes seconds', () => {
  expect([12_345.6, 9.96, 9.9, 0.0702].map(rateText)).toEqual([
    '12,346 images/s',
    '10 images/s',
    '9.9 images/s',
    '0.070 images/s',
  ]);
});

it('says a path from the current folder or the home folder', () => {
  expect(shortPath(join(process.cwd(), 'runs', 'a'))).toBe(join('runs', 'a'));
  expect(shortPath(join(homedir(), 'x-y-z', 'data'))).toBe(join('~', 'x-y-z', 'data'));
  expect(shortPath('/usr/share/datasets')).toBe('/usr/share/datasets');
});

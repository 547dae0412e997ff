import { useDevice } from '@featuremap/device';
import { networks } from '@featuremap/models';
import { beforeAll, expect, it } from 'vitest';
import { layerLines } from './layerLines.js';
import { networkNames } from './names.js';

beforeAll(async () => {
  await useDevice('cpu');
});

it.each(networkNames.filter(name => name !== 'alexnet'))('shows every column of %s in 80 columns', name => {
  const lines = layerLines(networks[name](), 78);
  expect(lines[0]).toMatch(/Layer +Type +Filter +Str +Pad +Output +Params/);
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(78);
});

it('shows names, shapes and parameters in 40 columns', () => {
  const lines = layerLines(networks.lenet5(), 38);
  expect(lines[0]).toMatch(/^Layer +Output +Params$/);
  expect(lines).toContainEqual(expect.stringMatching(/^C1 +28×28×6 +156$/));
  expect(lines.at(-1)).toBe('61,706 parameters');
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(38);
});

import { resolve } from 'node:path';
import { cacheFolder } from '@featuremap/files';
import { expect, it } from 'vitest';
import { dataFolder } from './dataFolder.node.js';

it('is where FEATUREMAP_DATA says, else the cache', () => {
  expect(dataFolder({ XDG_CACHE_HOME: '/xdg', FEATUREMAP_DATA: 'here' })).toBe(resolve('here'));
  expect(dataFolder({ XDG_CACHE_HOME: '/xdg', FEATUREMAP_DATA: '' })).toBe('/xdg/featuremap');
  expect(dataFolder({})).toBe(cacheFolder({}));
});

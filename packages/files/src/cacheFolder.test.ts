import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder } from './cacheFolder.js';

describe('the folder of the cache', () => {
  it.each<[env: Record<string, string>, os: NodeJS.Platform, folder: string]>([
    [{}, 'linux', join(homedir(), '.cache', 'featuremap')],
    [{}, 'darwin', join(homedir(), 'Library', 'Caches', 'featuremap')],
    [{ LOCALAPPDATA: '/local' }, 'win32', join('/local', 'featuremap', 'Cache')],
    [{}, 'win32', join(homedir(), '.cache', 'featuremap')],
    [{ XDG_CACHE_HOME: '/xdg' }, 'linux', join('/xdg', 'featuremap')],
    [{ XDG_CACHE_HOME: 'not/absolute' }, 'linux', join(homedir(), '.cache', 'featuremap')],
    [{ XDG_CACHE_HOME: '' }, 'linux', join(homedir(), '.cache', 'featuremap')],
  ])('follows from %o on %s', (env, os, folder) => {
    expect(cacheFolder(env, os)).toBe(folder);
  });
});

import { beforeEach, vi } from 'vitest';
import { temporaryFolder } from './temporaryFolder.js';

/** Gives each test of a file a cache of its own, empty and far from the user's; returns the current one's path. */
export function isolateCache(): () => string {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
    vi.stubEnv('FEATUREMAP_DATA', folder);
    return () => vi.unstubAllEnvs();
  });
  return () => folder;
}

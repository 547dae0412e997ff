import { resolve } from 'node:path';
import { cacheFolder } from '@featuremap/files';

/** The folder that holds one folder per data set: FEATUREMAP_DATA if set, else the user's cache. */
export function dataFolder(env = process.env): string {
  return env.FEATUREMAP_DATA ? resolve(env.FEATUREMAP_DATA) : cacheFolder(env);
}

import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The folder that holds one folder per data set: FEATUREMAP_DATA if set, else `featuremap` in the user's cache
 * (XDG_CACHE_HOME, ~/Library/Caches on macOS, %LOCALAPPDATA% on Windows, ~/.cache).
 */
export function cacheFolder(env = process.env, os: NodeJS.Platform = process.platform): string {
  if (env.FEATUREMAP_DATA) return resolve(env.FEATUREMAP_DATA);
  // The XDG base directory specification says to ignore relative paths.
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, 'featuremap');
  if (os === 'darwin') return join(homedir(), 'Library', 'Caches', 'featuremap');
  if (os === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'featuremap', 'Cache');
  return join(homedir(), '.cache', 'featuremap');
}

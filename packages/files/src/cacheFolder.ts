import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The folder for what can be fetched again: `featuremap` in the user's cache, which is XDG_CACHE_HOME if set,
 * else ~/Library/Caches on macOS, %LOCALAPPDATA% on Windows, ~/.cache elsewhere. It need not exist.
 *
 * @param env the environment; this process's unless given
 * @param os the operating system; this one unless given
 * @returns an absolute path
 * @example
 * ```ts
 * cacheFolder(); // /home/ada/.cache/featuremap
 * ```
 */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  os: string = process.platform,
): string {
  // The XDG base directory specification says to ignore relative paths.
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME)) return join(env.XDG_CACHE_HOME, 'featuremap');
  if (os === 'darwin') return join(homedir(), 'Library', 'Caches', 'featuremap');
  if (os === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'featuremap', 'Cache');
  return join(homedir(), '.cache', 'featuremap');
}

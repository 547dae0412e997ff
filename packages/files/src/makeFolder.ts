import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing. It may be there already, and others may make it at the same time.
 *
 * Not mkdir's `recursive`: where no folder can be made in one that exists, as in /proc, Node's never ends, and on a
 * read-only file system it says that there is no such folder.
 *
 * @throws the system's error, with the `path` of the folder that cannot be made: EEXIST where a part of the path is a
 * file, EACCES, EROFS, ENOSPC, …
 * @example
 * ```ts
 * await makeFolder('runs/lenet5-mnist-1');
 * ```
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  await mkdir(path).catch(async error => {
    // Another process was quicker.
    if (!(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

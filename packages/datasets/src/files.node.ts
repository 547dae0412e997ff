import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { makeFolder, writeAtomic } from '@featuremap/files';
import { dataFolder } from './dataFolder.node.js';
import type { DatasetDefinition } from './definition.js';
import { StorageError } from './errors.js';
import type { FileRequest, LocalCopy } from './platform.js';

/** No packing makes a file larger than this beyond its content; whatever is larger can't be the file wanted. */
const GZIP_OVERHEAD_BYTES = 2 ** 16;

/** Folders where the file may be, in order: `root`, the cache, npm packages, the system's. */
export function places({ definition, root }: FileRequest): string[] {
  return [
    ...(root === undefined ? [] : rootFolders(definition, root)),
    join(dataFolder(), definition.folder),
    ...(definition.npmPackages ?? []).flatMap(({ name, folder }) => packageFolders(name, folder)),
    ...(definition.systemFolders ?? []),
  ];
}

/** Copies that exist, plain before `.gz`, since plain needs no unpacking. */
export async function* localCopies(request: FileRequest): AsyncGenerator<LocalCopy> {
  for (const folder of places(request)) {
    for (const suffix of ['', '.gz']) {
      const path = join(folder, request.name + suffix);
      if (await exists(path)) yield { path, read: () => read(path, request.bytes + GZIP_OVERHEAD_BYTES) };
    }
  }
}

/** Finds out before a download whether the folder to save in is one that can be written to. */
export async function checkCanSave(request: FileRequest): Promise<void> {
  const path = await targetPath(request);
  let folder = dirname(path);
  while (!(await exists(folder)) && folder !== dirname(folder)) folder = dirname(folder);
  try {
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw saveError(path, request, error);
  }
}

/** Writes to `root`, or to the cache when there is no `root`. */
export async function save(request: FileRequest, bytes: Uint8Array): Promise<string> {
  const path = await targetPath(request);
  try {
    await makeFolder(dirname(path));
    await writeAtomic(path, bytes);
    return path;
  } catch (error) {
    throw saveError(path, request, error);
  }
}

/** `root` itself, our own layout under it, and torchvision's. */
function rootFolders({ name, folder }: DatasetDefinition, root: string): string[] {
  const base = resolve(root);
  return [base, join(base, folder), join(base, name, 'raw')];
}

/** Where the package is installed, seen from here, from the program's own file and from the current folder. */
function packageFolders(name: string, folder: string): string[] {
  const origins = [import.meta.url, process.argv[1], join(process.cwd(), 'package.json')];
  const found = origins
    .filter(origin => origin !== undefined)
    .flatMap(origin => {
      try {
        return [join(dirname(createRequire(origin).resolve(`${name}/package.json`)), folder)];
      } catch {
        return [];
      }
    });
  return [...new Set(found)];
}

/** A file in a folder that the caller named is never replaced: it may be the only copy of something else. */
async function targetPath({ definition, name, root }: FileRequest): Promise<string> {
  const inCache = join(dataFolder(), definition.folder, name);
  if (root === undefined) return inCache;
  const inRoot = join(resolve(root), definition.folder, name);
  return (await exists(inRoot)) ? inCache : inRoot;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function read(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new StorageError(`${path}: expected a file; move it away`);
    if (found.size > maxBytes) {
      throw new StorageError(`${path}: ${found.size} bytes, expected at most ${maxBytes}; move it away`);
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(`${path}: can't be read (${errorCode(error)}); check its permissions`, {
      cause: error,
    });
  }
}

/** What is wrong, and what can be done besides taking another folder. */
const SAVE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space, or',
  EDQUOT: 'your disk quota is used up; free some space, or',
  EFBIG: 'files may not be that large; raise the limit (ulimit -f), or',
  EACCES: 'no permission to write there; change that, or',
  EPERM: 'no permission to write there; change that, or',
  EROFS: 'the file system is read-only;',
  ENOENT: 'no folder can be made there;',
  ENOTDIR: 'a part of that path is a file; move it away, or',
  EEXIST: 'a part of that path is a file; move it away, or',
};

function saveError(path: string, { definition, bytes }: FileRequest, error: unknown): StorageError {
  const code = errorCode(error);
  const problem = SAVE_PROBLEMS[code] ?? `writing failed with ${code}; mend that, or`;
  return new StorageError(
    `${definition.name}: can't save ${path} (${bytes} bytes): ${problem} name another folder by \`root\` or FEATUREMAP_DATA`,
    { cause: error },
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

import { createWriteStream } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { SetupError } from './errors.js';

/** What to unpack, and how to stop it. */
export interface UnpackOptions {
  /** Where a file of the archive goes below `target`; undefined for one that is not wanted. */
  readonly placeOf: (name: string) => string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Unpacks some of a wheel's files below a folder, one after the other, streaming. Returns how many. */
export async function unpack(
  wheel: string,
  target: string,
  { placeOf, signal }: UnpackOptions,
): Promise<number> {
  const zip = await openWheel(wheel);
  let files = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      const place = entry.fileName.endsWith('/') ? undefined : placeOf(entry.fileName);
      if (place === undefined) continue;
      const path = join(target, place);
      await mkdir(dirname(path), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path), { signal });
      if (isExecutable(entry)) await chmod(path, 0o755);
      files++;
    }
  } finally {
    zip.close();
  }
  return files;
}

/** The text of the wheel's `METADATA`, from an archive that is open; closes it. */
export async function readMetadata(zip: ZipFile): Promise<string> {
  try {
    for await (const entry of zip.eachEntry()) {
      if (!/^[^/]+\.dist-info\/METADATA$/.test(entry.fileName)) continue;
      return (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8');
    }
    return '';
  } finally {
    zip.close();
  }
}

/** Opens a wheel on the disk. */
export async function openWheel(path: string): Promise<ZipFile> {
  return openPromise(path, { autoClose: false }).catch(error => {
    throw notReadable(path, error);
  });
}

/** A wheel's requirements on exact versions under one of its extras, as `METADATA` has them. */
export function requirementsOf(metadata: string, extra: string): { project: string; version: string }[] {
  return metadata.split(/\r?\n/).flatMap(line => {
    const [, project, version, condition] =
      /^Requires-Dist:\s*([\w.-]+)\s*\(?\s*==\s*([\w.+!-]+?)\s*\)?\s*;(.*)$/.exec(line) ?? [];
    const isOfExtra = condition?.match(/extra\s*==\s*['"]([^'"]+)['"]/)?.[1] === extra;
    return project && version && isOfExtra ? [{ project, version }] : [];
  });
}

/** Wheels are made on Unix: the upper half holds the file's mode. */
function isExecutable(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o100) !== 0;
}

function notReadable(wheel: string, cause: unknown): SetupError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SetupError('download', `${wheel} is no wheel that can be unpacked (${reason})`, { cause });
}

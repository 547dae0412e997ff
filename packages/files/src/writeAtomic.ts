import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file that is there as a whole or not at all, whatever happens on the way and whoever else writes it: into a
 * temporary file beside it, to the disk, then renamed over it. Each writer has a temporary file of its own, and the last
 * rename wins. When it fails, the file is as it was, and nothing else is left.
 *
 * Not `write-file-atomic`: it calls `write` once and takes a short write, as on a disk that fills up, for a whole one.
 *
 * @param path in a folder that exists
 * @param content text, bytes, or bytes that come one part after another and are written as they come
 * @throws the system's error, with `path`: ENOSPC, EACCES, EISDIR, ENOENT, …; what `content` throws
 * @example
 * ```ts
 * await writeAtomic('result.json', JSON.stringify({ accuracy: 0.9859 }));
 * ```
 */
export async function writeAtomic(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      for await (const part of partsOf(content)) await file.appendFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    // The temporary file is nothing a user knows.
    throw Object.assign(error as Error, { path });
  }
}

function partsOf(content: string | Uint8Array | AsyncIterable<Uint8Array>) {
  return typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
}

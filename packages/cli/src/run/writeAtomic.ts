import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file as a whole or not at all: into a temporary file beside it, to the disk, then renamed over it.
 *
 * Parts that come one after another are written as they come.
 *
 * Of our own, because write-file-atomic 7 makes one call of `write` and takes a short one, as on a full disk, for done.
 */
export async function writeAtomic(path: string, content: string | AsyncIterable<Uint8Array>): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      const parts = typeof content === 'string' ? [content] : content;
      for await (const part of parts) await file.appendFile(part);
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

import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Platform } from './platform.js';

/** Node: files. */
export const platform: Platform = {
  read: place => readFile(place),

  // Not `write-file-atomic`: it calls `write` once and takes a short write (a disk that fills up) for a whole one.
  async write(place, bytes) {
    const path = place instanceof URL ? fileURLToPath(place) : place;
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(bytes);
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
  },
};

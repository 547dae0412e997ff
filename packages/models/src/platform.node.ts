import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { writeAtomic } from '@featuremap/files';
import type { Platform } from './platform.js';

/** Node: files. */
export const platform: Platform = {
  read: place => readFile(place),
  write: (place, bytes) => writeAtomic(place instanceof URL ? fileURLToPath(place) : place, bytes),
};

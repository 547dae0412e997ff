import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as idxData from 'idx-data';
import * as files from './files.node.js';
import type { Platform } from './platform.js';

const gunzipAsync = promisify(gunzip);

/** Node: files in folders, zlib, and `idx-data` as the reader of IDX. */
export const platform: Platform = {
  ...files,
  gunzip: (bytes, maxBytes) => gunzipAsync(bytes, { maxOutputLength: maxBytes }),

  async decodeIdx(bytes) {
    // One chunk of a stream of objects: idx-data would cut an element that spans two chunks.
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { data, shape } = await idxData.readFromStream(Readable.from([buffer], { objectMode: true }));
    return { data, shape };
  },
};

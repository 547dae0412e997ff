import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdxHeader } from './idx.js';
import { IdxFormatError, readIdx } from './index.js';
import { platform as browser } from './platform.browser.js';
import { idxFile } from './testing/idxFile.js';

const anyArray = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.int32Array({ maxLength: 60 }),
  fc.float32Array({ maxLength: 60 }),
);

describe('readIdx', () => {
  it('gives back what was written, of every type that it can read, plain and packed, in Node and in browsers', async () => {
    await fc.assert(
      fc.asyncProperty(anyArray, fc.boolean(), async (data, packed) => {
        const shape = data.length % 6 === 0 ? [data.length / 6, 3, 2] : [data.length];
        const file = idxFile(shape, data);
        const read = await readIdx(packed ? gzipSync(file) : file);
        expect(read).toEqual({ shape, data });
        expect(await browser.decodeIdx(file, readIdxHeader(file, 'x'))).toEqual({ shape, data });
      }),
    );
  });

  const good = idxFile([2, 2, 2], Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  const changed = (changes: Record<number, number>): Uint8Array => {
    const bytes = Uint8Array.from(good);
    for (const [at, value] of Object.entries(changes)) bytes[Number(at)] = value;
    return bytes;
  };
  const bomb = gzipSync(Buffer.alloc(2 ** 20));

  it.each<[what: string, bytes: Uint8Array, says: RegExp]>([
    ['no bytes at all', new Uint8Array(0), /got 0 bytes/],
    ['a web page', Buffer.from('<!DOCTYPE html>'), /begins 00 00.*got 3c 21 44 4f/],
    ['a wrong magic number', changed({ 0: 1 }), /got 01 00 08 03/],
    ['an unknown type', changed({ 2: 7 }), /got 00 00 07 03/],
    ['int8 elements', changed({ 2: 9 }), /type int8; only uint8, int32 and float32/],
    ['int16 elements', changed({ 2: 11 }), /type int16/],
    ['float64 elements', changed({ 2: 14 }), /type float64/],
    ['no dimensions', changed({ 3: 0 }), /no dimensions/],
    ['a header that is cut off', good.subarray(0, 9), /header of 16 bytes is cut off after 9/],
    ['a file that is cut off', good.subarray(0, -1), /promises \[2,2,2\] uint8, 8 bytes, but 7 follow/],
    ['a file with a byte too many', Buffer.concat([good, Buffer.of(0)]), /8 bytes, but 9 follow/],
    ['a header that promises 16 GB', changed({ 4: 255, 8: 255 }), /but 8 follow/],
    [
      'dimensions whose product is beyond any number',
      Buffer.of(0, 0, 8, 255, ...Array(1020).fill(255)),
      /but 0 follow/,
    ],
    ['a .gz that is cut off', gzipSync(good).subarray(0, 25), /damaged or cut-off gzip/],
    ['a .gz with a flipped bit', gzipSync(good).with(25, 0xff), /damaged or cut-off gzip/],
    ['a .gz of something else', bomb, /no dimensions|begins/],
  ])('rejects %s', async (_, bytes, says) => {
    const error = await readIdx(bytes, 'my.idx').catch(error => error);
    expect(error).toBeInstanceOf(IdxFormatError);
    expect(error.code).toBe('ERR_IDX_FORMAT');
    expect(error.message).toMatch(says);
    expect(error.message).toMatch(/^my\.idx: [^\n]+$/);
  });

  it('allocates nothing that a lying header asks for', async () => {
    const lie = changed({ 4: 255, 8: 255 });
    const before = process.memoryUsage().arrayBuffers;
    await expect(readIdx(lie)).rejects.toThrow(IdxFormatError);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });
});

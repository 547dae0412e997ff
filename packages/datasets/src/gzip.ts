import { platform } from '#datasets-platform';
import { IdxFormatError } from './errors.js';

/** Whether bytes are gzip, by their first two: names lie (a server may have unpacked a `.gz` on the way). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks gzip, giving up once more than `maxBytes` have come out.
 *
 * @throws {@link IdxFormatError} when the gzip is damaged, cut off or too large.
 */
export async function unpack(bytes: Uint8Array, maxBytes: number, file: string): Promise<Uint8Array> {
  try {
    return await platform.gunzip(bytes, maxBytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new IdxFormatError(`${file}: damaged or cut-off gzip (${reason})`, { cause: error });
  }
}

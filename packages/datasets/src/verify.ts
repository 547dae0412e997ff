import { type FileSpec, fileBytes } from './definition.js';
import { ChecksumError, IdxFormatError } from './errors.js';
import { isGzip, unpack } from './gzip.js';
import { type IdxHeader, readIdxHeader } from './idx.js';

/** An uncompressed file whose content is the one that was pinned. */
export interface VerifiedFile {
  readonly bytes: Uint8Array;
  readonly header: IdxHeader;
}

/**
 * Unpacks a file if it is packed and makes sure that it is the one wanted.
 *
 * The header goes first: "holds labels" helps more than "another checksum".
 *
 * @param origin Where the bytes are from, for the error.
 * @throws {@link IdxFormatError}, {@link ChecksumError}
 */
export async function verify(packed: Uint8Array, spec: FileSpec, origin: string): Promise<VerifiedFile> {
  const bytes = isGzip(packed) ? await unpack(packed, fileBytes(spec), origin) : packed;
  const header = readIdxHeader(bytes, origin);
  if (header.type.name !== 'uint8' || `${header.shape}` !== `${spec.shape}`) {
    throw new IdxFormatError(
      `${origin}: holds [${header.shape}] ${header.type.name}, expected ${spec.name} with [${spec.shape}] uint8`,
    );
  }
  const sha256 = await sha256Hex(bytes);
  if (sha256 === spec.sha256) return { bytes, header };
  throw new ChecksumError(`${origin}: SHA-256 of the content is ${sha256}, expected ${spec.sha256}`);
}

async function sha256Hex(bytes: Uint8Array): Promise<string> {
  // Browsers have no crypto.subtle on pages from plain http.
  if (!globalThis.crypto?.subtle) {
    throw new Error('checksums need a secure page: open it over https, or from localhost');
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
}

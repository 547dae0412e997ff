import { platform } from '#datasets-platform';
import { IdxFormatError } from './errors.js';
import { isGzip, unpack } from './gzip.js';

/** The content of an IDX file. */
export interface IdxArray {
  /** The elements in file order, the last dimension fastest. */
  readonly data: Uint8Array | Int32Array | Float32Array;
  /** The dimensions, for example `[60000, 28, 28]`. */
  readonly shape: number[];
}

interface ElementType {
  readonly name: string;
  readonly bytes: number;
  /** The types that `idx-data` can read; the others it answers with a throw outside its promise. */
  readonly supported: boolean;
}

const ELEMENT_TYPES: Readonly<Record<number, ElementType>> = {
  8: { name: 'uint8', bytes: 1, supported: true },
  9: { name: 'int8', bytes: 1, supported: false },
  11: { name: 'int16', bytes: 2, supported: false },
  12: { name: 'int32', bytes: 4, supported: true },
  13: { name: 'float32', bytes: 4, supported: true },
  14: { name: 'float64', bytes: 8, supported: false },
};

/** Largest IDX file that `readIdx` unpacks from gzip: the format does not say how large the content will be. */
const MAX_UNPACKED_BYTES = 2 ** 30;

/** What an IDX header says of its file. */
export interface IdxHeader {
  /** Type of the elements. */
  readonly type: ElementType;
  /** The dimensions. */
  readonly shape: number[];
  /** Where the elements begin. */
  readonly dataOffset: number;
}

/**
 * Reads and checks the header of a whole, uncompressed IDX file; allocates nothing that the header asks for.
 *
 * @param file What to call the bytes in an error.
 * @throws {@link IdxFormatError} when magic, type, dimensions or length are wrong.
 */
export function readIdxHeader(bytes: Uint8Array, file: string): IdxHeader {
  const fail = (problem: string): never => {
    throw new IdxFormatError(`${file}: ${problem}`);
  };
  if (bytes.length < 4) return fail(`expected an IDX file, got ${bytes.length} bytes`);
  const [zero0, zero1, typeCode, dimensions] = bytes as unknown as [number, number, number, number];
  const type = ELEMENT_TYPES[typeCode];
  if (zero0 !== 0 || zero1 !== 0 || !type) {
    return fail(
      `expected an IDX file, which begins 00 00, type, dimensions; got ${hex(bytes.subarray(0, 4))}`,
    );
  }
  if (!type.supported)
    return fail(`IDX elements of type ${type.name}; only uint8, int32 and float32 can be read`);
  if (dimensions === 0) return fail('IDX header with no dimensions');
  const dataOffset = 4 + 4 * dimensions;
  if (bytes.length < dataOffset)
    return fail(`IDX header of ${dataOffset} bytes is cut off after ${bytes.length}`);

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: dimensions }, (_, d) => view.getUint32(4 + 4 * d));
  const promised = shape.reduce((a, b) => a * b, type.bytes);
  const held = bytes.length - dataOffset;
  if (promised !== held) {
    return fail(`IDX header promises [${shape}] ${type.name}, ${promised} bytes, but ${held} follow it`);
  }
  return { type, shape, dataOffset };
}

/**
 * Reads an IDX file (the format of MNIST), plain or gzip, from memory: for files of one's own.
 *
 * Strict: a header that does not fit the number of bytes is an error and allocates nothing. Elements may be
 * uint8, int32 or float32 (big-endian in the file). Gzip content may be up to 1 GiB.
 *
 * @param bytes The whole file.
 * @param file What to call it in an error; default `IDX data`.
 * @throws {@link IdxFormatError} when it is no IDX file, is cut off, or has bytes too many.
 * @example
 * ```ts
 * const { data, shape } = await readIdx(await readFile('t10k-labels-idx1-ubyte.gz'));
 * shape;                // [10000]
 * ```
 */
export async function readIdx(bytes: Uint8Array, file = 'IDX data'): Promise<IdxArray> {
  const raw = isGzip(bytes) ? await unpack(bytes, MAX_UNPACKED_BYTES, file) : bytes;
  return platform.decodeIdx(raw, readIdxHeader(raw, file));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');
}

const TYPE_CODES = { Uint8Array: 8, Int32Array: 12, Float32Array: 13 } as const;

/** The bytes of an IDX file, written after the format's description. */
export function idxFile(shape: readonly number[], data: Uint8Array | Int32Array | Float32Array): Uint8Array {
  const typeCode = TYPE_CODES[data.constructor.name as keyof typeof TYPE_CODES];
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, typeCode, shape.length]);
  shape.forEach((size, d) => void header.writeUInt32BE(size, 4 + 4 * d));
  const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([header, data.BYTES_PER_ELEMENT === 4 ? Buffer.from(body).swap32() : body]);
}

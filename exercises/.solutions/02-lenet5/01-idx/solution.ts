/** The fourth byte says how many sizes follow; a DataView reads each, the byte that counts most first. */
export function readIdx(bytes: Uint8Array): { shape: number[]; data: Uint8Array } {
  if (bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8) {
    throw new Error('This is no IDX file of unsigned bytes.');
  }
  const dimensions = bytes[3];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape: number[] = [];
  for (let d = 0; d < dimensions; d++) {
    shape.push(view.getUint32(4 + 4 * d));
  }
  const data = bytes.subarray(4 + 4 * dimensions);
  return { shape, data };
}

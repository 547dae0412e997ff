/** Computes each size from its four bytes, as one computes a number from its digits, but in base 256. */
export function readIdx(bytes: Uint8Array): { shape: number[]; data: Uint8Array } {
  const [zero, anotherZero, type, dimensions] = bytes;
  if (zero + anotherZero > 0 || type !== 8) throw new Error('Not an IDX file of unsigned bytes.');

  const sizes = bytes.subarray(4, 4 + 4 * dimensions);
  const shape: number[] = [];
  while (4 * shape.length < sizes.length) {
    const digits = sizes.subarray(4 * shape.length).subarray(0, 4);
    shape.push(digits.reduce((size, digit) => 256 * size + digit, 0));
  }
  return { shape, data: bytes.slice(4 + sizes.length) };
}

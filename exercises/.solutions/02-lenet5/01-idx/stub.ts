/**
 * Reads an IDX file of unsigned bytes, the format of MNIST.
 *
 * @param bytes the whole file; it may be a part of a larger buffer, which begins at `bytes.byteOffset`
 * @returns the sizes of all dimensions, such as `[60000, 28, 28]`, and the elements that follow the header
 * @throws {Error} when the first three bytes are not 0, 0, 8
 */
export function readIdx(bytes: Uint8Array): { shape: number[]; data: Uint8Array } {
  throw new Error('not written yet: README.md says what to do');
}

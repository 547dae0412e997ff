/** The steps that fit, and the window at the start, which needs none. */
export function outputSize(size: number, kernelSize: number, stride: number, padding: number): number {
  const room = size + 2 * padding - kernelSize;
  return Math.floor(room / stride) + 1;
}

/** Lets the window walk, and counts. */
export function outputSize(size: number, kernelSize: number, stride: number, padding: number): number {
  let count = 0;
  for (let start = -padding; start + kernelSize <= size + padding; start += stride) count++;
  return count;
}

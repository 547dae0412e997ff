/**
 * How many windows fit along one side of an input: the height or the width of a layer's output.
 *
 * @param size the input's height H (or its width)
 * @param kernelSize the kernel's height FH (or its width)
 * @param stride the distance S between windows
 * @param padding the width P of the border on each side
 * @returns a whole number
 */
export function outputSize(size: number, kernelSize: number, stride: number, padding: number): number {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * Where the losses of a training lie in a picture, from the first step on the left to the last one on the right.
 *
 * @param losses one for each step, 0 or above; NaN and Infinity get no point
 * @param width the first step lies at x = 0, the last one at x = width; a single one at 0
 * @param height a loss of 0 lies at y = height, at the bottom; the largest one at y = 0, at the top
 * @returns a point `[x, y]` for each finite loss, in the order of the steps
 */
export function lossPoints(losses: number[], width: number, height: number): [number, number][] {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * Draws the losses of a training as a line, with axes and labels.
 *
 * @param losses one for each step
 * @returns an SVG document, 480 wide and 320 high; README.md says what is where
 */
export function lossPlot(losses: number[]): string {
  throw new Error('not written yet: README.md says what to do');
}

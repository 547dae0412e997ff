/**
 * One step of stochastic gradient descent.
 *
 * @param parameters all parameters of a network, an array for each weight and each bias; they stay as they are
 * @param gradients those of the loss with respect to the parameters: as many arrays, of the same lengths
 * @param learningRate how far to go
 * @returns the parameters after the step: new arrays of the same lengths
 */
export function sgdStep(
  parameters: Float32Array[],
  gradients: Float32Array[],
  learningRate: number,
): Float32Array[] {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * One step with momentum.
 *
 * @param parameters as for `sgdStep`
 * @param gradients as for `sgdStep`
 * @param velocities what the step before returned as such; zeros before the first one
 * @param options `learningRate`: how far to go; `momentum`: how much of the velocity is kept, from 0 to less than 1
 * @returns the parameters and the velocities after the step: new arrays of the same lengths
 */
export function momentumStep(
  parameters: Float32Array[],
  gradients: Float32Array[],
  velocities: Float32Array[],
  options: { learningRate: number; momentum: number },
): { parameters: Float32Array[]; velocities: Float32Array[] } {
  throw new Error('not written yet: README.md says what to do');
}

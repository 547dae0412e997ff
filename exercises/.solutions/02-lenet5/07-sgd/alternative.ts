/** `a + factor * b`, number by number: both steps are made of it. */
const plus = (a: Float32Array, factor: number, b: Float32Array) => a.map((value, i) => value + factor * b[i]);

/** Without momentum the velocity is the gradient. */
export function sgdStep(
  parameters: Float32Array[],
  gradients: Float32Array[],
  learningRate: number,
): Float32Array[] {
  return parameters.map((values, k) => plus(values, -learningRate, gradients[k]));
}

/** All velocities, then all parameters. */
export function momentumStep(
  parameters: Float32Array[],
  gradients: Float32Array[],
  velocities: Float32Array[],
  options: { learningRate: number; momentum: number },
): { parameters: Float32Array[]; velocities: Float32Array[] } {
  const after = gradients.map((gradient, k) => plus(gradient, options.momentum, velocities[k]));
  return {
    velocities: after,
    parameters: parameters.map((values, k) => plus(values, -options.learningRate, after[k])),
  };
}

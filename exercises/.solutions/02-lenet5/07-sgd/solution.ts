/** Every number of every array goes against its gradient. */
export function sgdStep(
  parameters: Float32Array[],
  gradients: Float32Array[],
  learningRate: number,
): Float32Array[] {
  const stepped: Float32Array[] = [];
  for (let k = 0; k < parameters.length; k++) {
    const values = new Float32Array(parameters[k].length);
    for (let i = 0; i < values.length; i++) {
      values[i] = parameters[k][i] - learningRate * gradients[k][i];
    }
    stepped.push(values);
  }
  return stepped;
}

/** First the velocity, then the step with it. */
export function momentumStep(
  parameters: Float32Array[],
  gradients: Float32Array[],
  velocities: Float32Array[],
  { learningRate, momentum }: { learningRate: number; momentum: number },
): { parameters: Float32Array[]; velocities: Float32Array[] } {
  const stepped = parameters.map(list => new Float32Array(list.length));
  const faster = parameters.map(list => new Float32Array(list.length));
  for (let k = 0; k < parameters.length; k++) {
    for (let i = 0; i < parameters[k].length; i++) {
      faster[k][i] = momentum * velocities[k][i] + gradients[k][i];
      stepped[k][i] = parameters[k][i] - learningRate * faster[k][i];
    }
  }
  return { parameters: stepped, velocities: faster };
}

/** All parameters of a network, or something for each of them. */
export type Lists = readonly Float32Array[];

/** What `momentumStep` takes last, as plain data. */
export interface MomentumOptions {
  readonly [key: string]: number;
  readonly learningRate: number;
  readonly momentum: number;
}

/** What `momentumStep` returns. */
export interface Moved {
  readonly parameters: Float32Array[];
  readonly velocities: Float32Array[];
}

/** Makes a list of numbers from each of several that belong together. */
export function each(lists: readonly Lists[], of: (...values: number[]) => number): Float32Array[] {
  return lists[0].map((list, k) => list.map((_, i) => of(...lists.map(other => other[k][i]))));
}

/** Stochastic gradient descent. */
export function sgdStep(parameters: Lists, gradients: Lists, learningRate: number): Float32Array[] {
  return each([parameters, gradients], (parameter, gradient) => parameter - learningRate * gradient);
}

/** How a step with momentum is made: the right way by default, each usual mistake by one field. */
interface Variation {
  /** The new velocity of a number. */
  readonly velocity?: (old: number, gradient: number) => number;
  /** How far a number goes. */
  readonly step?: (velocity: number, gradient: number, oldVelocity: number) => number;
}

/** Gradient descent with momentum. */
export function momentumStep(
  parameters: Lists,
  gradients: Lists,
  velocities: Lists,
  { learningRate, momentum }: MomentumOptions,
  {
    velocity = (old, gradient) => momentum * old + gradient,
    step = after => -learningRate * after,
  }: Variation = {},
): Moved {
  const after = each([velocities, gradients], velocity);
  const lists = [parameters, after, gradients, velocities];
  return {
    parameters: each(lists, (parameter, ...others) => parameter + step(others[0], others[1], others[2])),
    velocities: after,
  };
}

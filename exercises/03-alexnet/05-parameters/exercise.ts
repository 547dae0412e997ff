/** A layer of a network. Activations and dropout are left out: they have no parameters. */
export type Layer =
  | { kind: 'conv'; filters: number; kernelSize: number; stride: number; padding: number }
  | { kind: 'pool'; size: number; stride: number }
  | { kind: 'dense'; units: number };

/** Numbers of a network's layers. */
export interface Counts {
  /** One for each layer, in order; 0 for pooling. */
  layers: number[];
  /** All of them together. */
  total: number;
}

/**
 * How many weights and biases a network has.
 *
 * @param input height, width and channels of an image
 * @param layers from the first to the last; a dense layer takes all numbers of what is in front of it
 */
export function parameters(
  input: [height: number, width: number, channels: number],
  layers: Layer[],
): Counts {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * How many multiplications a network does for one image: each weight times the number that it meets, everywhere it is
 * used. A 0 of the padding is a number like any other.
 *
 * @param input height, width and channels of the image
 * @param layers from the first to the last; a dense layer takes all numbers of what is in front of it
 */
export function multiplications(
  input: [height: number, width: number, channels: number],
  layers: Layer[],
): Counts {
  throw new Error('not written yet: README.md says what to do');
}

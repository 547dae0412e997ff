import type { Shape } from '@tensorflow/tfjs-layers';

const format = (shape: Shape) => `[${shape.map(size => size ?? 'null').join(',')}]`;

/** A layer was given an input whose rank or channels it cannot take; the message says what it wants. */
export class InputShapeError extends Error {
  /** `'InputShapeError'`. */
  override readonly name = 'InputShapeError';
  /** Tells this error apart from others: `'INPUT_SHAPE'`. */
  readonly code = 'INPUT_SHAPE';
}

/** The one shape of a layer that takes one input. */
export function singleShape(owner: string, inputShape: Shape | Shape[]): Shape {
  if (!Array.isArray(inputShape[0])) return inputShape as Shape;
  if (inputShape.length === 1) return inputShape[0];
  throw new InputShapeError(
    `${owner}: expected one input, got ${inputShape.length}. Concatenate or add them before this layer.`,
  );
}

/** The one element of what `call` is given for a layer that takes one input. */
export function singleInput<T>(owner: string, inputs: T | T[]): T {
  if (!Array.isArray(inputs)) return inputs;
  if (inputs.length === 1) return inputs[0];
  throw new InputShapeError(
    `${owner}: expected one input, got ${inputs.length}. Concatenate or add them before this layer.`,
  );
}

/**
 * The channels of a batch of images, checked.
 *
 * @param expected Channels the layer's weights were made for, once they are.
 */
export function imageChannels(owner: string, shape: Shape, expected?: number): number {
  if (shape.length !== 4) {
    throw new InputShapeError(
      `${owner}: expected an input of rank 4 [batch,height,width,channels], got rank ${shape.length} ` +
        `(input ${format(shape)}). Put it before tf.layers.flatten(), and feed images with a channel axis.`,
    );
  }
  const channels = shape[3];
  if (channels === null) {
    throw new InputShapeError(
      `${owner}: the number of input channels must be known, got ${format(shape)}. ` +
        'Give the first layer an inputShape whose last size is a number.',
    );
  }
  if (expected !== undefined && channels !== expected) {
    throw new InputShapeError(
      `${owner}: expected ${expected} input channels, got ${channels} (input ${format(shape)}). ` +
        'Its weights were made for the first input it saw: use a new layer, or change the layer before it.',
    );
  }
  return channels;
}

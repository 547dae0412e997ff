import { type ImageShape, imageSize } from '../imageShape.js';
import type { Transform } from './transform.js';

/**
 * One transform after another, from first to last.
 *
 * Whole batches go through each step. Steps that work in place after the last one that does not run in the batch's
 * own array; the others share two arrays that are kept from batch to batch.
 *
 * @example
 * ```ts
 * const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
 * ```
 */
export function compose(steps: readonly Transform[]): Transform {
  // From this step on all can work in `output`.
  const firstInOutput = Math.max(
    0,
    steps.findLastIndex(step => !step.inPlace),
  );
  const scratch = [new ScratchArray(), new ScratchArray()] as const;

  return {
    inPlace: steps.every(step => step.inPlace),
    outputShape: shape => steps.reduce(shapeAfter, shape),
    apply(input, output, { count, shape }) {
      if (steps.length === 0) output.set(input);
      let current = input;
      let currentShape = shape;
      steps.forEach((step, i) => {
        const nextShape = shapeAfter(currentShape, step);
        const target =
          i >= firstInOutput ? output : scratch[i % 2 === 0 ? 0 : 1].of(count * imageSize(nextShape));
        step.apply(current, target, { count, shape: currentShape });
        current = target;
        currentShape = nextShape;
      });
    },
  };
}

function shapeAfter(shape: ImageShape, step: Transform): ImageShape {
  return step.outputShape?.(shape) ?? shape;
}

/** An array that is made anew only when another length is asked for. */
class ScratchArray {
  #array = new Float32Array(0);

  of(length: number): Float32Array {
    if (this.#array.length !== length) this.#array = new Float32Array(length);
    return this.#array;
  }
}

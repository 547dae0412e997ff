import { type ImageShape, imageSize } from '../imageShape.js';
import { pointwiseSteps } from './pointwiseSteps.js';
import type { Transform } from './transform.js';

/**
 * One transform after another, from first to last; none leaves images as they are.
 *
 * Whole batches go through each step. Neighbouring pointwise steps are one, and after the last step that is not
 * pointwise they work in the batch's own array; what is in between is kept from batch to batch.
 *
 * @example
 * ```ts
 * const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
 * ```
 */
export function compose(steps: readonly Transform[]): Transform {
  const stages = fusePointwise(steps);
  // From this stage on all can work in `output`.
  const firstInOutput = Math.max(
    0,
    stages.findLastIndex(stage => !stage.pointwise),
  );
  const scratch = stages.slice(0, firstInOutput).map(() => new ScratchArray());

  return {
    pointwise: stages.every(stage => stage.pointwise),
    outputShape: shape => steps.reduce(shapeAfter, shape),
    apply(input, output, { count, shape }) {
      let current = input;
      let currentShape = shape;
      stages.forEach((stage, i) => {
        const nextShape = shapeAfter(currentShape, stage);
        const target = scratch[i]?.of(count * imageSize(nextShape)) ?? output;
        stage.apply(current, target, { count, shape: currentShape });
        current = target;
        currentShape = nextShape;
      });
    },
  };
}

/** Each run of pointwise steps as one stage; no steps at all are a stage that copies. */
function fusePointwise(steps: readonly Transform[]): Transform[] {
  const stages: Transform[] = [];
  let run: Transform[] = [];
  const endRun = (): void => {
    if (run.length > 0) stages.push(pointwiseSteps(run));
    run = [];
  };
  for (const step of steps) {
    if (step.pointwise) run.push(step);
    else {
      endRun();
      stages.push(step);
    }
  }
  endRun();
  return stages.length > 0 ? stages : [COPY];
}

const COPY: Transform = { pointwise: true, apply: (input, output) => output.set(input) };

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

import {
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  type NamedTensorMap,
  type Tensor,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';

/**
 * A convolution with both its gradients, small enough to do on paper: integers, so every engine must come to the same
 * numbers; two channels in and out and padding on one side only, so that swapped axes, a flipped kernel and padding on
 * the wrong side all show. The values come from plain loops over the definition; `verify.test.ts` does them again.
 */
export const known = {
  x: { shape: [1, 3, 3, 2], values: [-3, 2, 0, -2, 3, 1, -1, -3, 2, 0, -2, 3, 1, -1, -3, 2, 0, -2] },
  filter: { shape: [2, 2, 2, 2], values: [-2, 2, 1, 0, 0, -1, -2, 2, 2, 1, 0, -1, -1, -2, 2, 1] },
  dy: { shape: [1, 3, 3, 2], values: [-2, 0, 3, -1, 2, -2, 1, 3, 0, 2, -1, 1, -2, 0, 3, -1, 2, -2] },
  y: [8, -12, 8, 8, -9, 1, 8, 6, -20, 5, 7, -2, -7, 9, 12, -10, -2, 0],
  dx: [4, -2, -8, 7, -7, -6, 0, 1, 8, 1, 3, 10, 9, -5, -13, 10, -12, -5],
  dFilter: [2, -4, -10, -4, 17, -1, -3, 7, 5, -1, 13, -7, -13, -7, 11, -1],
} as const;

/** GPUs may round products to ten bits of mantissa; the largest value is 20. */
const tolerance = 0.02;

/**
 * Computes the known convolution and its two gradients on the current backend.
 *
 * @returns what came out wrong, as one phrase, or undefined when everything is right
 */
export async function findMistake(): Promise<string | undefined> {
  const { y, dx, dFilter } = tidy(computeOnCurrentBackend);
  try {
    if (!isClose(await y.data(), known.y)) return 'it computes a convolution wrong';
    if (!isClose(await dx.data(), known.dx)) return "it computes a convolution's input gradient wrong";
    if (!isClose(await dFilter.data(), known.dFilter))
      return "it computes a convolution's filter gradient wrong";
    return undefined;
  } finally {
    for (const tensor of [y, dx, dFilter]) tensor.dispose();
  }
}

/** Calls the kernels directly: tfjs-core alone registers no gradients, tfjs-layers does that. */
function computeOnCurrentBackend() {
  const x = tensor4d([...known.x.values], [...known.x.shape]);
  const filter = tensor4d([...known.filter.values], [...known.filter.shape]);
  const dy = tensor4d([...known.dy.values], [...known.dy.shape]);
  const attributes = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] };
  const run = (kernel: string, inputs: NamedTensorMap, more: object): Tensor =>
    engine().runKernel<Tensor>(kernel, inputs, { ...attributes, ...more });
  return {
    y: run(Conv2D, { x, filter }, {}),
    dx: run(Conv2DBackpropInput, { dy, filter }, { inputShape: known.x.shape }),
    dFilter: run(Conv2DBackpropFilter, { x, dy }, { filterShape: known.filter.shape }),
  };
}

function isClose(actual: ArrayLike<number>, expected: readonly number[]): boolean {
  return actual.length === expected.length && expected.every((v, i) => Math.abs(actual[i]! - v) <= tolerance);
}

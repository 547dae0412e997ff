import type { Transform } from './transform.js';

/**
 * Bytes 0 to 255 to numbers 0 to 1, as torchvision's `ToTensor`, but channels stay last. Comes first in a
 * composition.
 *
 * @example
 * ```ts
 * const set = await MNIST.load({ transform: transforms.toTensor() });
 * ```
 */
export function toTensor(): Transform {
  return {
    pointwise: true,
    apply(input, output) {
      for (let i = 0; i < input.length; i++) output[i] = input[i]! / 255;
    },
  };
}

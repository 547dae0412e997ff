import type { ImageShape } from '../imageShape.js';
import type { Transform } from './transform.js';

/**
 * `(value - mean) / std`, for all channels or for each its own; in float32 steps, so equal to PyTorch to the bit.
 *
 * @param mean Mean of the training images, as `toTensor` gives them; MNIST: 0.1307.
 * @param std Standard deviation of them, above 0; MNIST: 0.3081.
 * @throws RangeError when a mean is not finite, a deviation not above 0, or their numbers differ; and by
 * `outputShape` when their number is neither one nor that of the channels.
 * @example
 * ```ts
 * transforms.normalize(0.1307, 0.3081);
 * transforms.normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);   // three channels
 * ```
 */
export function normalize(mean: number | readonly number[], std: number | readonly number[]): Transform {
  const means = Float32Array.from([mean].flat());
  const stds = Float32Array.from([std].flat());
  checkStatistics(means, stds);
  return {
    pointwise: means.length === 1,
    outputShape(shape: ImageShape): ImageShape {
      if (means.length === 1 || means.length === shape[2]) return shape;
      throw new RangeError(
        `normalize: ${means.length} means for an image of ${shape[2]} channels [${shape}]; give one or ${shape[2]}`,
      );
    },
    apply(input, output) {
      const channels = means.length;
      for (let channel = 0; channel < channels; channel++) {
        const m = means[channel]!;
        const s = stds[channel]!;
        for (let i = channel; i < input.length; i += channels) output[i] = Math.fround(input[i]! - m) / s;
      }
    },
  };
}

function checkStatistics(means: Float32Array, stds: Float32Array): void {
  if (means.length === 0 || means.length !== stds.length) {
    throw new RangeError(
      `normalize: expected one mean and one std per channel, got ${means.length} and ${stds.length}`,
    );
  }
  if (!means.every(Number.isFinite)) throw new RangeError(`normalize: expected finite means, got ${means}`);
  if (!stds.every(value => Number.isFinite(value) && value > 0)) {
    throw new RangeError(`normalize: expected standard deviations above 0, got ${stds}`);
  }
}

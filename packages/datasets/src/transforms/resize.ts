import type { ImageShape } from '../imageShape.js';
import { imageSize } from '../imageShape.js';
import type { Transform } from './transform.js';

/** For each place of an axis of the output: its two neighbours in the input and the weight of the second. */
interface AxisWeights {
  readonly near: Int32Array;
  readonly far: Int32Array;
  readonly weight: Float32Array;
}

/**
 * Bilinear resize with half-pixel centres and without antialiasing: equal to PyTorch's
 * `interpolate(mode='bilinear', align_corners=False, antialias=False)` to 1e-5.
 *
 * @param size Height and width wanted: one number for a square, or `[height, width]`, in pixels, from 1 on.
 * @throws RangeError when `size` is not one or two whole numbers above 0.
 * @example
 * ```ts
 * transforms.compose([transforms.toTensor(), transforms.resize(224), transforms.normalize(0.1307, 0.3081)]);
 * ```
 */
export function resize(size: number | readonly [height: number, width: number]): Transform {
  const [outHeight, outWidth] = checkSize(size);
  const columns = new AxisCache(outWidth);
  const rows = new AxisCache(outHeight);
  let upper: Float32Array = new Float32Array(0);
  let lower: Float32Array = new Float32Array(0);

  function resizeImage(
    input: Uint8Array | Float32Array,
    start: number,
    output: Float32Array,
    outStart: number,
    [height, width, channels]: ImageShape,
  ): void {
    const x = columns.from(width);
    const y = rows.from(height);
    const stride = width * channels;
    const outStride = outWidth * channels;
    // Rows of the input that `upper` and `lower` hold, stretched to the output's width.
    let upperRow = -1;
    let lowerRow = -1;
    for (let row = 0; row < outHeight; row++) {
      const near = y.near[row]!;
      const far = y.far[row]!;
      if (near === lowerRow) {
        [upper, lower] = [lower, upper];
        [upperRow, lowerRow] = [lowerRow, upperRow];
      }
      if (near !== upperRow) stretchRow(input, start + near * stride, channels, x, upper);
      if (far !== lowerRow) stretchRow(input, start + far * stride, channels, x, lower);
      upperRow = near;
      lowerRow = far;
      blend(upper, lower, y.weight[row]!, output, outStart + row * outStride);
    }
  }

  return {
    outputShape: ([, , channels]) => [outHeight, outWidth, channels],
    apply(input, output, { count, shape }) {
      const rowSize = outWidth * shape[2];
      if (upper.length !== rowSize) [upper, lower] = [new Float32Array(rowSize), new Float32Array(rowSize)];
      const inSize = imageSize(shape);
      const outSize = outHeight * rowSize;
      for (let n = 0; n < count; n++) resizeImage(input, n * inSize, output, n * outSize, shape);
    },
  };
}

/** Weights of one axis, worked out once per size of the input. */
class AxisCache {
  #size = -1;
  #weights: AxisWeights = axisWeights(1, 0);

  constructor(readonly outSize: number) {}

  from(size: number): AxisWeights {
    if (size !== this.#size) {
      this.#weights = axisWeights(size, this.outSize);
      this.#size = size;
    }
    return this.#weights;
  }
}

/** Centres of pixels are at half numbers; what would lie left of the first centre takes the first pixel. */
function axisWeights(inSize: number, outSize: number): AxisWeights {
  const near = new Int32Array(outSize);
  const far = new Int32Array(outSize);
  const weight = new Float32Array(outSize);
  for (let i = 0; i < outSize; i++) {
    const centre = Math.max(0, ((i + 0.5) * inSize) / outSize - 0.5);
    near[i] = Math.min(Math.floor(centre), inSize - 1);
    far[i] = Math.min(near[i]! + 1, inSize - 1);
    weight[i] = centre - near[i]!;
  }
  return { near, far, weight };
}

function stretchRow(
  input: Uint8Array | Float32Array,
  start: number,
  channels: number,
  { near, far, weight }: AxisWeights,
  out: Float32Array,
): void {
  for (let column = 0, o = 0; column < near.length; column++) {
    const a = start + near[column]! * channels;
    const b = start + far[column]! * channels;
    const w = weight[column]!;
    for (let channel = 0; channel < channels; channel++, o++) {
      out[o] = (1 - w) * input[a + channel]! + w * input[b + channel]!;
    }
  }
}

function blend(a: Float32Array, b: Float32Array, weight: number, out: Float32Array, start: number): void {
  const rest = 1 - weight;
  for (let i = 0; i < a.length; i++) out[start + i] = rest * a[i]! + weight * b[i]!;
}

function checkSize(size: number | readonly [height: number, width: number]): readonly [number, number] {
  const [height, width, ...more] = typeof size === 'number' ? [size, size] : size;
  if (isLength(height) && isLength(width) && more.length === 0) return [height, width];
  throw new RangeError(`resize: expected a size in whole pixels above 0, or [height, width], got ${size}`);
}

function isLength(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

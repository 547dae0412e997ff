import { type ImageShape, imageSize } from '../imageShape.js';
import { type Axis, interpolationAxis } from './interpolationAxis.js';
import type { Transform } from './transform.js';

/** All that follows from the two sizes alone, and the memory to work in. */
interface Plan {
  readonly from: ImageShape;
  readonly rows: Axis;
  readonly columns: Axis;
  /** Two rows of the input, stretched to the output's width; neighbours serve many rows of the output. */
  readonly stretched: [Float32Array, Float32Array];
}

/**
 * Bilinear resize with half-pixel centres and without antialiasing: equal to PyTorch's
 * `interpolate(mode='bilinear', align_corners=False, antialias=False)` to 1e-5.
 *
 * Put `normalize` before it, not after: the values are the same (the weights of a pixel add up to 1), and it works
 * on the smaller images.
 *
 * @param size Height and width wanted: one number for a square, or `[height, width]`, in pixels, from 1 on.
 * @throws RangeError when `size` is not one or two whole numbers above 0.
 * @example
 * ```ts
 * transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081), transforms.resize(224)]);
 * ```
 */
export function resize(size: number | readonly [height: number, width: number]): Transform {
  const [outHeight, outWidth] = checkSize(size);
  let plan = makePlan([1, 1, 1], outHeight, outWidth);
  return {
    outputShape: ([, , channels]) => [outHeight, outWidth, channels],
    apply(input, output, { count, shape }) {
      if (`${plan.from}` !== `${shape}`) plan = makePlan(shape, outHeight, outWidth);
      const inSize = imageSize(shape);
      const outSize = outHeight * outWidth * shape[2];
      for (let n = 0; n < count; n++) resizeImage(plan, input, n * inSize, output, n * outSize);
    },
  };
}

function makePlan(from: ImageShape, outHeight: number, outWidth: number): Plan {
  const [height, width, channels] = from;
  const row = (): Float32Array => new Float32Array(outWidth * channels);
  return {
    from,
    rows: interpolationAxis(height, outHeight, 1),
    columns: interpolationAxis(width, outWidth, channels),
    stretched: [row(), row()],
  };
}

function resizeImage(
  { from: [, width, channels], rows, columns, stretched }: Plan,
  input: Uint8Array | Float32Array,
  inStart: number,
  output: Float32Array,
  outStart: number,
): void {
  const [upper, lower] = stretched;
  // Which rows of the input `upper` and `lower` hold.
  let upperRow = -1;
  let lowerRow = -1;
  for (let row = 0, out = outStart; row < rows.weight.length; row++, out += upper.length) {
    const near = rows.near[row]!;
    const far = rows.far[row]!;
    // Copied, as V8 makes the loop over two arrays that change places 2.5 times slower.
    if (near !== upperRow && near === lowerRow) upper.set(lower);
    else if (near !== upperRow) stretchRow(input, inStart + near * width * channels, columns, upper);
    if (far !== lowerRow) stretchRow(input, inStart + far * width * channels, columns, lower);
    upperRow = near;
    lowerRow = far;
    blendRows(upper, lower, rows.weight[row]!, output, out);
  }
}

function stretchRow(
  input: Uint8Array | Float32Array,
  start: number,
  { near, far, weight }: Axis,
  out: Float32Array,
): void {
  for (let i = 0; i < out.length; i++) {
    const w = weight[i]!;
    out[i] = (1 - w) * input[start + near[i]!]! + w * input[start + far[i]!]!;
  }
}

function blendRows(
  upper: Float32Array,
  lower: Float32Array,
  weight: number,
  out: Float32Array,
  start: number,
): void {
  const rest = 1 - weight;
  const length = upper.length;
  for (let i = 0; i < length; i++) out[start + i] = rest * upper[i]! + weight * lower[i]!;
}

function checkSize(size: number | readonly [height: number, width: number]): readonly [number, number] {
  const [height, width, ...more] = Array.isArray(size) ? (size as unknown[]) : [size, size];
  if (isLength(height) && isLength(width) && more.length === 0) return [height, width];
  throw new RangeError(`resize: expected a size in whole pixels above 0, or [height, width], got ${size}`);
}

function isLength(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

/** For each place along an axis of the output: its two neighbours in the input, and the weight of the second. */
export interface Axis {
  readonly near: Int32Array;
  readonly far: Int32Array;
  readonly weight: Float32Array;
}

/**
 * Linear interpolation along one axis. Centres of pixels lie at half numbers; what would lie outside of the first
 * and the last centre takes that pixel.
 *
 * @param step Elements from one pixel to the next, each interpolated with its own kind: the channels of a row.
 */
export function interpolationAxis(inSize: number, outSize: number, step: number): Axis {
  const length = outSize * step;
  const axis = {
    near: new Int32Array(length),
    far: new Int32Array(length),
    weight: new Float32Array(length),
  };
  for (let i = 0; i < length; i++) {
    const pixel = Math.floor(i / step);
    const centre = Math.max(0, ((pixel + 0.5) * inSize) / outSize - 0.5);
    const near = Math.min(Math.floor(centre), inSize - 1);
    axis.near[i] = near * step + (i % step);
    axis.far[i] = Math.min(near + 1, inSize - 1) * step + (i % step);
    axis.weight[i] = centre - near;
  }
  return axis;
}

/** An image of one channel, row by row. */
export type Image = readonly (readonly number[])[];

/** The two pixels that a new pixel lies between, in one direction, and how much of it comes from the far one. */
export interface Place {
  readonly near: number;
  readonly far: number;
  readonly weight: number;
}

/** Finds the place of new pixel number `index`, where `oldSize` pixels become `newSize`. */
export type Axis = (index: number, oldSize: number, newSize: number) => Place;

/** Mixes four pixels, by the weights of the two below and of the two on the right. */
type Mix = (corners: readonly [number, number, number, number], wy: number, wx: number) => number;

/** Where the centre of a new pixel lies, counted in old pixels from the centre of the first. */
export function centre(index: number, oldSize: number, newSize: number): number {
  return ((index + 0.5) * oldSize) / newSize - 0.5;
}

/** The nearest number from 0 to `size - 1`. */
export function within(place: number, size: number): number {
  return Math.min(Math.max(place, 0), size - 1);
}

/** The axis that asks at `position`, in whose place there is always a pixel. */
export function axisAt(position: (index: number, oldSize: number, newSize: number) => number): Axis {
  return (index, oldSize, newSize) => {
    const place = within(position(index, oldSize, newSize), oldSize);
    const near = Math.floor(place);
    return { near, far: Math.min(near + 1, oldSize - 1), weight: place - near };
  };
}

/** The one that the exercise asks for. */
export const halfPixelCentres = axisAt(centre);

/** Bilinear interpolation. */
export const bilinear: Mix = ([topLeft, topRight, bottomLeft, bottomRight], wy, wx) =>
  (1 - wy) * ((1 - wx) * topLeft + wx * topRight) + wy * ((1 - wx) * bottomLeft + wx * bottomRight);

/** An image of another size, by an axis for each direction. It reads what is not there, where an axis says so. */
export function interpolate(
  image: Image,
  [height, width]: readonly [number, number],
  [rows, columns]: readonly [Axis, Axis] = [halfPixelCentres, halfPixelCentres],
  mix: Mix = bilinear,
): number[][] {
  return Array.from({ length: height }, (_, row) => {
    const y = rows(row, image.length, height);
    return Array.from({ length: width }, (_, column) => {
      const x = columns(column, image[0].length, width);
      const [upper, lower] = [image[y.near], image[y.far]];
      return mix([upper[x.near], upper[x.far], lower[x.near], lower[x.far]], y.weight, x.weight);
    });
  });
}

/** One channel, row by row. */
export type Plane = readonly (readonly number[])[];

/** Channels. */
export type Planes = readonly Plane[];

/** The height and width of windows and the distance between them. */
export interface Windows {
  readonly size: number;
  readonly stride: number;
}

/** A number of a plane and where it is. */
export interface Cell {
  readonly y: number;
  readonly x: number;
  readonly value: number;
}

/** How many windows fit along one side. */
export function outputSize(length: number, { size, stride }: Windows): number {
  return Math.floor((length - size) / stride) + 1;
}

/** The cells of a window, row by row. It reads what is not there: a row that is not throws, as everywhere. */
export function cells(plane: Plane, top: number, left: number, size: number): Cell[] {
  return Array.from({ length: size * size }, (_, index) => {
    const [y, x] = [top + Math.floor(index / size), left + (index % size)];
    return { y, x, value: plane[y][x] };
  });
}

/** The largest cell, the first of equals. */
export function largest(window: readonly Cell[]): Cell {
  return window.reduce((best, cell) => (cell.value > best.value ? cell : best));
}

/** A pooling of any kind: `pool` gives a number for the window whose upper left corner is there. */
export function pooled(
  planes: Planes,
  windows: Windows,
  pool: (plane: Plane, top: number, left: number, channel: number) => number = (plane, top, left) =>
    largest(cells(plane, top, left, windows.size)).value,
  sized: (length: number, windows: Windows) => number = outputSize,
): number[][][] {
  return planes.map((plane, channel) =>
    Array.from({ length: sized(plane.length, windows) }, (_, row) =>
      Array.from({ length: sized(plane[0].length, windows) }, (_, column) =>
        pool(plane, row * windows.stride, column * windows.stride, channel),
      ),
    ),
  );
}

/** What a window hands back, and to which place. */
type Shares = readonly { readonly y: number; readonly x: number; readonly share: number }[];

/** A gradient of any kind: every window hands out shares of its own gradient, by default all of it to the largest. */
export function scattered(
  planes: Planes,
  outputGradient: Planes,
  { size, stride }: Windows,
  shares: (window: readonly Cell[], gradient: number, channel: number) => Shares = (window, share) => [
    { ...largest(window), share },
  ],
  store: (before: number, share: number) => number = (before, share) => before + share,
): number[][][] {
  return planes.map((plane, channel) => {
    const gradient = plane.map(row => row.map(() => 0));
    for (const [row, values] of outputGradient[channel].entries()) {
      for (const [column, value] of values.entries()) {
        const window = cells(plane, row * stride, column * stride, size);
        for (const { y, x, share } of shares(window, value, channel))
          gradient[y][x] = store(gradient[y][x], share);
      }
    }
    return gradient;
  });
}

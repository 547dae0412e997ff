/** One direction after the other: the largest of each row's stretches, then the largest of those below each other. */
export function maxPool(input: number[][][], size: number, stride: number): number[][][] {
  return input.map(plane => {
    const rows = plane.map(row =>
      starts(row.length, size, stride).map(x => Math.max(...row.slice(x, x + size))),
    );
    return starts(plane.length, size, stride).map(y =>
      rows[0].map((_, column) => Math.max(...rows.slice(y, y + size).map(row => row[column]))),
    );
  });
}

/** Asks each number of the input which of the windows around it chose it, and sums their gradients. */
export function maxPoolGradient(
  input: number[][][],
  outputGradient: number[][][],
  size: number,
  stride: number,
): number[][][] {
  return input.map((plane, channel) => {
    const chosen = outputGradient[channel].map((values, row) =>
      values.map((_, column) => placeOfLargest(plane, row * stride, column * stride, size)),
    );
    return plane.map((values, y) =>
      values.map((_, x) => {
        let sum = 0;
        for (const [row, places] of chosen.entries()) {
          for (const [column, place] of places.entries()) {
            if (place === y * values.length + x) sum += outputGradient[channel][row][column];
          }
        }
        return sum;
      }),
    );
  });
}

/** Where windows begin along one side. */
function starts(length: number, size: number, stride: number): number[] {
  const all: number[] = [];
  for (let start = 0; start + size <= length; start += stride) all.push(start);
  return all;
}

/** The number of the place in the plane, counted row by row; `indexOf` finds the first of equals. */
function placeOfLargest(plane: number[][], top: number, left: number, size: number): number {
  const window = plane.slice(top, top + size).flatMap(row => row.slice(left, left + size));
  const index = window.indexOf(Math.max(...window));
  return (top + Math.floor(index / size)) * plane[0].length + left + (index % size);
}

/** Cuts every window out of the input, and asks Math.max. */
export function maxPool(input: number[][], poolSize: number, stride: number): number[][] {
  return starts(input.length, poolSize, stride).map(top => {
    const rows = input.slice(top, top + poolSize);
    return starts(input[0].length, poolSize, stride).map(left =>
      Math.max(...rows.flatMap(row => row.slice(left, left + poolSize))),
    );
  });
}

/** Where the windows begin on a side of this length. */
function starts(length: number, poolSize: number, stride: number): number[] {
  const places: number[] = [];
  for (let start = 0; start + poolSize <= length; start += stride) places.push(start);
  return places;
}

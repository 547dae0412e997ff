/** Cuts the windows out whole, and flattens them. */
export function im2col(input: number[][][], kernelSize: number, stride: number): number[][] {
  return starts(input[0].length, kernelSize, stride).flatMap(top =>
    starts(input[0][0].length, kernelSize, stride).map(left =>
      input.flatMap(plane =>
        plane.slice(top, top + kernelSize).flatMap(values => values.slice(left, left + kernelSize)),
      ),
    ),
  );
}

/** Reads b row by row, as it lies in memory: each row of it, scaled by a number of a, adds to a row of the product. */
export function matmul(a: number[][], b: number[][]): number[][] {
  return a.map(scales => {
    const sums = new Array<number>(b[0].length).fill(0);
    for (const [k, scale] of scales.entries()) {
      for (const [n, value] of b[k].entries()) sums[n] += scale * value;
    }
    return sums;
  });
}

/** The other way round: kernels as rows times windows as columns. Each row of the product is a plane. */
export function correlate(input: number[][][], kernels: number[][][][], stride: number): number[][][] {
  const kernelSize = kernels[0][0].length;
  const outWidth = starts(input[0][0].length, kernelSize, stride).length;
  const windows = im2col(input, kernelSize, stride);
  const columns = windows[0].map((_, k) => windows.map(numbers => numbers[k]));
  const product = matmul(
    kernels.map(kernel => kernel.flat(2)),
    columns,
  );
  return product.map(numbers =>
    starts(numbers.length, outWidth, outWidth).map(start => numbers.slice(start, start + outWidth)),
  );
}

/** Where pieces begin that are taken from a side of this length. */
function starts(length: number, size: number, stride: number): number[] {
  const places: number[] = [];
  for (let start = 0; start + size <= length; start += stride) places.push(start);
  return places;
}

import type { Images, SmallNetwork } from '../smallNetwork.js';

type Maps = readonly (readonly (readonly number[])[])[];
type Filters = readonly (readonly (readonly (readonly number[])[])[])[];

/** Small, as float64 allows: a ReLU that bends within it is then nowhere near. */
const h = 1e-6;

/** The norms of the gradients, measured: each number of a kernel moved up and down, in float64 and without TensorFlow.js. */
export function measuredNorms(network: SmallNetwork, x: Images, y: readonly number[]): number[] {
  const moved = structuredClone(network);
  return Object.values(moved).map(({ kernel }) => {
    const slopes = rowsOf(kernel).flatMap(row =>
      row.map((value, index) => {
        const lossAt = (moved: number) => {
          row[index] = moved;
          return loss(x, y);
        };
        const slope = (lossAt(value + h) - lossAt(value - h)) / (2 * h);
        row[index] = value;
        return slope;
      }),
    );
    return Math.hypot(...slopes);
  });

  function loss(images: Images, labels: readonly number[]): number {
    const losses = images.map((image, i) => crossEntropy(logitsOf(moved, image), labels[i] ?? 0));
    return losses.reduce((sum, value) => sum + value, 0) / losses.length;
  }
}

/** The innermost rows of a kernel, to be written into. */
function rowsOf(kernel: readonly unknown[]): number[][] {
  const rows = kernel as number[][];
  return typeof rows[0]?.[0] === 'number' ? rows : rows.flatMap(rowsOf);
}

function crossEntropy(logits: readonly number[], label: number): number {
  const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
  return Math.log(sum) - (logits[label] ?? 0);
}

function logitsOf(network: SmallNetwork, image: readonly (readonly number[])[]): number[] {
  let maps: Maps = image.map(row => row.map(value => [value]));
  const layers = Object.values(network);
  for (const { kernel, bias } of layers.slice(0, -1)) maps = convolved(maps, kernel as Filters, bias);
  const { kernel, bias } = layers[layers.length - 1]!;
  const features = maps.flat(2);
  return bias.map((start, unit) =>
    features.reduce((sum, value, i) => sum + value * (kernel as number[][])[i][unit], start),
  );
}

/** 3×3, with a border of zeros, and ReLU. */
function convolved(maps: Maps, kernel: Filters, bias: readonly number[]): number[][][] {
  return maps.map((values, row) =>
    values.map((_, column) =>
      bias.map((start, filter) => {
        let sum = start;
        for (let i = 0; i < 3; i++) {
          for (let j = 0; j < 3; j++) {
            const pixel = maps[row + i - 1]?.[column + j - 1] ?? [];
            for (let channel = 0; channel < pixel.length; channel++)
              sum += pixel[channel] * kernel[i][j][channel][filter];
          }
        }
        return Math.max(0, sum);
      }),
    ),
  );
}

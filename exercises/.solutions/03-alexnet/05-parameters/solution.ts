/** A layer of a network. Activations and dropout are left out: they have no parameters. */
export type Layer =
  | { kind: 'conv'; filters: number; kernelSize: number; stride: number; padding: number }
  | { kind: 'pool'; size: number; stride: number }
  | { kind: 'dense'; units: number };

/** Numbers of a network's layers. */
export interface Counts {
  /** One for each layer, in order; 0 for pooling. */
  layers: number[];
  /** All of them together. */
  total: number;
}

type Shape = [height: number, width: number, channels: number];

/** Every weight and every bias, once. */
export function parameters(input: Shape, layers: Layer[]): Counts {
  const counts: number[] = [];
  let shape = input;
  for (const layer of layers) {
    counts.push(weights(shape, layer) + biases(layer));
    shape = outputShape(shape, layer);
  }
  return { layers: counts, total: sum(counts) };
}

/** Every weight, as often as it is used: a dense layer's once, a convolution's for each window. */
export function multiplications(input: Shape, layers: Layer[]): Counts {
  const counts: number[] = [];
  let shape = input;
  for (const layer of layers) {
    const [outHeight, outWidth] = outputShape(shape, layer);
    counts.push(weights(shape, layer) * outHeight * outWidth);
    shape = outputShape(shape, layer);
  }
  return { layers: counts, total: sum(counts) };
}

function weights([height, width, channels]: Shape, layer: Layer): number {
  if (layer.kind === 'conv') return layer.kernelSize * layer.kernelSize * channels * layer.filters;
  if (layer.kind === 'dense') return height * width * channels * layer.units;
  return 0;
}

function biases(layer: Layer): number {
  if (layer.kind === 'conv') return layer.filters;
  if (layer.kind === 'dense') return layer.units;
  return 0;
}

/** A dense layer's output is an image of a single pixel, with a channel for each unit. */
function outputShape([height, width, channels]: Shape, layer: Layer): Shape {
  if (layer.kind === 'dense') return [1, 1, layer.units];
  if (layer.kind === 'pool') {
    const side = (length: number) => Math.floor((length - layer.size) / layer.stride) + 1;
    return [side(height), side(width), channels];
  }
  const side = (length: number) =>
    Math.floor((length + 2 * layer.padding - layer.kernelSize) / layer.stride) + 1;
  return [side(height), side(width), layer.filters];
}

function sum(numbers: number[]): number {
  let total = 0;
  for (const value of numbers) total += value;
  return total;
}

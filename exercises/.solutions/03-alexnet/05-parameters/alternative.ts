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

/** How a layer slides over what it is given. */
interface Sliding {
  window: [height: number, width: number];
  stride: number;
  padding: number;
  /** How many filters there are; 0 where nothing is multiplied. */
  filters: number;
}

/** A dense layer is a convolution, too: its window is all there is, so that there is just one place for it. */
function sliding([height, width]: Shape, layer: Layer): Sliding {
  switch (layer.kind) {
    case 'conv':
      return { ...layer, window: [layer.kernelSize, layer.kernelSize] };
    case 'pool':
      return { window: [layer.size, layer.size], stride: layer.stride, padding: 0, filters: 0 };
    case 'dense':
      return { window: [height, width], stride: 1, padding: 0, filters: layer.units };
  }
}

/** Walks through the network, and counts by what a window takes, how many filters there are, and in how many places. */
function count(
  input: Shape,
  layers: Layer[],
  counted: (taken: number, filters: number, places: number) => number,
): Counts {
  const start: { shape: Shape; layers: number[] } = { shape: input, layers: [] };
  const { layers: counts } = layers.reduce(({ shape, layers: before }, layer) => {
    const { window, stride, padding, filters } = sliding(shape, layer);
    const [rows, columns] = window.map(
      (length, side) => 1 + Math.trunc((shape[side] - length + 2 * padding) / stride),
    );
    const taken = window[0] * window[1] * shape[2];
    return {
      shape: [rows, columns, filters || shape[2]] as Shape,
      layers: [...before, counted(taken, filters, rows * columns)],
    };
  }, start);
  return { layers: counts, total: counts.reduce((total, value) => total + value, 0) };
}

/** Each filter has a weight for all that a window takes, and a bias. */
export function parameters(input: Shape, layers: Layer[]): Counts {
  return count(input, layers, (taken, filters) => (taken + 1) * filters);
}

/** In each place every filter multiplies all that the window takes. */
export function multiplications(input: Shape, layers: Layer[]): Counts {
  return count(input, layers, (taken, filters, places) => taken * filters * places);
}

/** A layer of a network. */
export type Layer =
  | { kind: 'conv'; filters: number; kernelSize: number; stride: number; padding: number }
  | { kind: 'pool'; size: number; stride: number }
  | { kind: 'flatten' }
  | { kind: 'dense'; units: number };

/** Two columns of a layer table. */
export interface LayerTable {
  shapes: number[][];
  parameters: number[];
}

/** Each layer takes the shape that the one before it gave. */
export function layerTable(inputShape: number[], layers: Layer[]): LayerTable {
  const shapes: number[][] = [];
  const parameters: number[] = [];
  let shape = inputShape;
  for (const layer of layers) {
    parameters.push(parametersOf(layer, shape));
    shape = outputShape(layer, shape);
    shapes.push(shape);
  }
  return { shapes, parameters };
}

function outputShape(layer: Layer, shape: number[]): number[] {
  const [height, width, channels] = shape;
  if (layer.kind === 'conv') {
    const { filters, kernelSize, stride, padding } = layer;
    const outHeight = windows(height + 2 * padding, kernelSize, stride);
    const outWidth = windows(width + 2 * padding, kernelSize, stride);
    return [outHeight, outWidth, filters];
  }
  if (layer.kind === 'pool') {
    const outHeight = windows(height, layer.size, layer.stride);
    const outWidth = windows(width, layer.size, layer.stride);
    return [outHeight, outWidth, channels];
  }
  if (layer.kind === 'flatten') return [height * width * channels];
  return [layer.units];
}

function parametersOf(layer: Layer, shape: number[]): number {
  if (layer.kind === 'conv') {
    const channels = shape[2];
    const weights = layer.kernelSize * layer.kernelSize * channels * layer.filters;
    return weights + layer.filters;
  }
  if (layer.kind === 'dense') {
    const inputs = shape[0];
    return inputs * layer.units + layer.units;
  }
  return 0;
}

/** How many windows lie beside each other. */
function windows(size: number, window: number, stride: number): number {
  return Math.floor((size - window) / stride) + 1;
}

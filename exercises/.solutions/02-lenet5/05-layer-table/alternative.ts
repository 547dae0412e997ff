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

/** One row for each kind of layer. The shape is carried through by a reduce. */
const rowOf = {
  conv: ({ filters, kernelSize, stride, padding }: Kind<'conv'>, [height, width, channels]: number[]) => ({
    shape: [
      count(height + 2 * padding, kernelSize, stride),
      count(width + 2 * padding, kernelSize, stride),
      filters,
    ],
    // Each filter has its weights and a bias.
    parameters: (kernelSize ** 2 * channels + 1) * filters,
  }),
  pool: ({ size, stride }: Kind<'pool'>, [height, width, channels]: number[]) => ({
    shape: [count(height, size, stride), count(width, size, stride), channels],
    parameters: 0,
  }),
  flatten: (_: Kind<'flatten'>, shape: number[]) => ({
    shape: [shape.reduce((product, size) => product * size)],
    parameters: 0,
  }),
  dense: ({ units }: Kind<'dense'>, [inputs]: number[]) => ({
    shape: [units],
    parameters: (inputs + 1) * units,
  }),
};

type Kind<Name extends Layer['kind']> = Extract<Layer, { kind: Name }>;
type RowOf = (layer: Layer, shape: number[]) => { shape: number[]; parameters: number };

export function layerTable(inputShape: number[], layers: Layer[]): LayerTable {
  return layers.reduce<LayerTable>(
    ({ shapes, parameters }, layer) => {
      const row = (rowOf[layer.kind] as RowOf)(layer, shapes.at(-1) ?? inputShape);
      return { shapes: [...shapes, row.shape], parameters: [...parameters, row.parameters] };
    },
    { shapes: [], parameters: [] },
  );
}

/** Puts down one window after the other while there is room. */
function count(size: number, window: number, stride: number): number {
  let windows = 0;
  for (let start = 0; start + window <= size; start += stride) windows++;
  return windows;
}

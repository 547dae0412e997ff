/** A layer of a network. Activations are left out: they change neither the shape nor the parameters. */
export type Layer =
  | { kind: 'conv'; filters: number; kernelSize: number; stride: number; padding: number }
  | { kind: 'pool'; size: number; stride: number }
  | { kind: 'flatten' }
  | { kind: 'dense'; units: number };

/** Two columns of a layer table, one entry for each layer, in order. */
export interface LayerTable {
  /** What the layer gives: `[height, width, channels]`, or `[numbers]` from the flatten on. */
  shapes: number[][];
  /** Its weights and biases together. */
  parameters: number[];
}

/**
 * Works out the shapes and the numbers of parameters of a network, without building it.
 *
 * @param inputShape `[height, width, channels]` of an image
 * @param layers from the first to the last; dense layers stand behind a flatten
 */
export function layerTable(inputShape: number[], layers: Layer[]): LayerTable {
  throw new Error('not written yet: README.md says what to do');
}

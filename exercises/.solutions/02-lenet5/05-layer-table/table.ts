/** A layer as the exercise describes it. */
export type Layer = Conv | Pool | { readonly kind: 'flatten' } | Dense;

export type Conv = {
  readonly kind: 'conv';
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number;
};
export type Pool = { readonly kind: 'pool'; readonly size: number; readonly stride: number };
export type Dense = { readonly kind: 'dense'; readonly units: number };

export type Args = readonly [inputShape: readonly number[], layers: readonly Layer[]];

export type Table = { readonly shapes: number[][]; readonly parameters: number[] };

type Shape = readonly number[];

/** How a learner may go about it: the right way by default, each usual mistake by a field or two. */
export interface Way {
  /** How many windows lie beside each other in a convolution, and in a pool. */
  readonly convSize?: (size: number, layer: Conv) => number;
  readonly poolSize?: (size: number, layer: Pool) => number;
  /** The shape that a layer gives, of what the right way would give; the input's shape to look at. */
  readonly reshaped?: (output: Shape, input: Shape, layer: Layer) => Shape;
  /** The parameters of a layer; undefined where they are right. */
  readonly parameters?: (layer: Layer, input: Shape, output: Shape) => number | undefined;
  /** What a layer is given: what the one before it gave, by default. */
  readonly given?: (before: Shape, inputShape: Shape) => Shape;
}

/** How many windows lie beside each other. */
export function windows(size: number, window: number, stride: number): number {
  return Math.floor((size - window) / stride) + 1;
}

const convWindows = (size: number, { kernelSize, stride, padding }: Conv) =>
  windows(size + 2 * padding, kernelSize, stride);
const poolWindows = (size: number, pool: Pool) => windows(size, pool.size, pool.stride);

/** The exercise's function, done in some way. */
export function tableOf([inputShape, layers]: Args, way: Way = {}): Table {
  const { given = before => before, reshaped = output => output } = way;
  const shapes: number[][] = [];
  const parameters: number[] = [];
  let before: Shape = inputShape;
  for (const layer of layers) {
    const input = given(before, inputShape);
    before = reshaped(outputShape(layer, input, way), input, layer);
    shapes.push([...before]);
    parameters.push(way.parameters?.(layer, input, before) ?? parametersOf(layer, input));
  }
  return { shapes, parameters };
}

function outputShape(layer: Layer, input: Shape, way: Way): Shape {
  const { convSize = convWindows, poolSize = poolWindows } = way;
  const [height, width, channels] = input;
  if (layer.kind === 'conv') return [convSize(height, layer), convSize(width, layer), layer.filters];
  if (layer.kind === 'pool') return [poolSize(height, layer), poolSize(width, layer), channels];
  if (layer.kind === 'flatten') return [product(input)];
  return [layer.units];
}

/** The weights of a layer, without biases. */
export function weightsOf(layer: Layer, input: Shape): number {
  if (layer.kind === 'conv') return layer.kernelSize ** 2 * input[2] * layer.filters;
  return layer.kind === 'dense' ? product(input) * layer.units : 0;
}

/** How many biases a layer has. */
export function biasesOf(layer: Layer): number {
  if (layer.kind === 'conv') return layer.filters;
  return layer.kind === 'dense' ? layer.units : 0;
}

function parametersOf(layer: Layer, input: Shape): number {
  return weightsOf(layer, input) + biasesOf(layer);
}

/** All of the numbers multiplied. */
export function product(numbers: Shape): number {
  return numbers.reduce((all, size) => all * size, 1);
}

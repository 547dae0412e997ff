/** What the learner's functions are told of a layer. */
export type Layer =
  | {
      readonly kind: 'conv';
      readonly filters: number;
      readonly kernelSize: number;
      readonly stride: number;
      readonly padding: number;
    }
  | { readonly kind: 'pool'; readonly size: number; readonly stride: number }
  | { readonly kind: 'dense'; readonly units: number };

/** The shape of an image, channels last. */
export type Shape = readonly [height: number, width: number, channels: number];

/** The arguments of a call. */
export type Args = readonly [input: Shape, layers: readonly Layer[]];

/** What is returned. */
export interface Counts {
  readonly [key: string]: number | readonly number[];
  readonly layers: readonly number[];
  readonly total: number;
}

/** One layer with the shapes before and behind it. */
export interface Step {
  readonly layer: Layer;
  readonly from: Shape;
  readonly to: Shape;
  /** What a dense layer takes. */
  readonly features: number;
}

/** How shapes are found; a mistake has a rule of its own. */
interface Rules {
  /** The length of an output's side. */
  readonly side: (length: number, window: number, stride: number, padding: number, pools: boolean) => number;
  /** The shape behind a layer, out of the one that is right by the rule for sides. */
  readonly shape: (right: Shape, step: Omit<Step, 'to'>, input: Shape) => Shape;
  /** How many numbers a dense layer takes. */
  readonly features: (shape: Shape, input: Shape) => number;
}

const right: Rules = {
  side: (length, window, stride, padding) => Math.floor((length + 2 * padding - window) / stride) + 1,
  shape: shape => shape,
  features: ([height, width, channels]) => height * width * channels,
};

/** Walks through a network. */
export function steps([input, layers]: Args, rules: Partial<Rules> = {}): Step[] {
  const { side, shape, features } = { ...right, ...rules };
  const walked: Step[] = [];
  let from = input;
  for (const layer of layers) {
    const before = { layer, from, features: features(from, input) };
    const to = shape(behind(from, layer, side), before, input);
    walked.push({ ...before, to });
    from = to;
  }
  return walked;
}

function behind([height, width, channels]: Shape, layer: Layer, side: Rules['side']): Shape {
  if (layer.kind === 'dense') return [1, 1, layer.units];
  const pools = layer.kind === 'pool';
  const [window, padding] = pools ? [layer.size, 0] : [layer.kernelSize, layer.padding];
  const out = (length: number) => side(length, window, layer.stride, padding, pools);
  return [out(height), out(width), pools ? channels : layer.filters];
}

/** How many weights a layer has. */
export function weightsOf({ layer, from: [, , channels], features }: Step): number {
  if (layer.kind === 'conv') return layer.kernelSize ** 2 * channels * layer.filters;
  return layer.kind === 'dense' ? features * layer.units : 0;
}

/** How many biases a layer has: one for each number that it makes in a place. */
export function biasesOf({ layer }: Step): number {
  if (layer.kind === 'conv') return layer.filters;
  return layer.kind === 'dense' ? layer.units : 0;
}

/** In how many places a layer uses its weights. */
export function placesOf({ to: [height, width] }: Step): number {
  return height * width;
}

/** The numbers of all steps. */
export function counted(walked: readonly Step[], count: (step: Step, index: number) => number): Counts {
  const layers = walked.map(count);
  return { layers, total: layers.reduce((total, value) => total + value, 0) };
}

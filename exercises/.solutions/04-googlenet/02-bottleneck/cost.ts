/** A convolution with stride 1 that keeps height and width, with a bias. */
export type Convolution = {
  readonly height: number;
  readonly width: number;
  readonly kernelSize: number;
  readonly inChannels: number;
  readonly outChannels: number;
};

export type Cost = { readonly parameters: number; readonly multiplications: number };

export type Args = readonly [layer: Convolution, middleChannels: number];

/** How a learner may go about it: the right way by default, each usual mistake by one field. */
export interface Way {
  /** What one convolution takes. */
  readonly count?: (layer: Convolution) => Cost;
  /** The convolutions of a bottleneck. */
  readonly layers?: (...args: Args) => readonly Convolution[];
  /** What the direct way takes and what the bottleneck takes, as one number. */
  readonly compare?: (direct: Cost, bottleneck: Cost) => number;
}

/** The numbers of a convolution's kernels. */
export function weightsOf({ kernelSize, inChannels, outChannels }: Convolution): number {
  return kernelSize ** 2 * inChannels * outChannels;
}

/** What one convolution takes. */
export function costOf(layer: Convolution): Cost {
  const weights = weightsOf(layer);
  return {
    parameters: weights + layer.outChannels,
    multiplications: layer.height * layer.width * weights,
  };
}

/** 1×1 down to the middle, then the large kernel. */
export function bottleneckLayers(...[layer, middleChannels]: Args): readonly Convolution[] {
  return [
    { ...layer, kernelSize: 1, outChannels: middleChannels },
    { ...layer, inChannels: middleChannels },
  ];
}

/** The cost of convolutions together. */
export function totalOf(costs: readonly Cost[]): Cost {
  return costs.reduce((total, cost) => ({
    parameters: total.parameters + cost.parameters,
    multiplications: total.multiplications + cost.multiplications,
  }));
}

/** The exercise's three functions, done in some way. */
export function functionsOf({
  count = costOf,
  layers = bottleneckLayers,
  compare = (direct, bottleneck) => direct.multiplications / bottleneck.multiplications,
}: Way = {}) {
  const bottleneckCost = (...args: Args) => totalOf(layers(...args).map(count));
  return {
    directCost: (...[layer]: Args) => count(layer),
    bottleneckCost,
    saving: (...args: Args) => compare(count(args[0]), bottleneckCost(...args)),
  };
}

/** A convolution with stride 1 and zeros around its input, so that height and width stay. It has a bias. */
export interface Convolution {
  height: number;
  width: number;
  /** The kernel is as high as it is wide. */
  kernelSize: number;
  inChannels: number;
  outChannels: number;
}

/** What it takes. */
export interface Cost {
  /** The numbers that training finds: weights and biases. */
  parameters: number;
  /** How often two numbers are multiplied for one image. */
  multiplications: number;
}

/** Seen from one number of the output: a product for each number of its window, and its kernel's share of the weights. */
export function directCost(layer: Convolution): Cost {
  return costOf([layer]);
}

/** The same sum, over two layers. */
export function bottleneckCost(layer: Convolution, middleChannels: number): Cost {
  return costOf([
    { ...layer, kernelSize: 1, outChannels: middleChannels },
    { ...layer, inChannels: middleChannels },
  ]);
}

/** By the formula: height, width and the output's channels of the large kernel need not be known to divide by them. */
export function saving({ kernelSize, inChannels, outChannels }: Convolution, middleChannels: number): number {
  const area = kernelSize ** 2;
  return (area * inChannels * outChannels) / (middleChannels * (inChannels + area * outChannels));
}

function costOf(layers: readonly Convolution[]): Cost {
  let [parameters, multiplications] = [0, 0];
  for (const { height, width, kernelSize, inChannels, outChannels } of layers) {
    const window = kernelSize ** 2 * inChannels;
    parameters += outChannels * (window + 1);
    multiplications += height * width * outChannels * window;
  }
  return { parameters, multiplications };
}

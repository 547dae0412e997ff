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

/** The numbers of the kernels, used once at each pixel. */
export function directCost({ height, width, kernelSize, inChannels, outChannels }: Convolution): Cost {
  const weights = kernelSize * kernelSize * inChannels * outChannels;
  return { parameters: weights + outChannels, multiplications: height * width * weights };
}

/** Two convolutions, one behind the other. */
export function bottleneckCost(layer: Convolution, middleChannels: number): Cost {
  const reduce = directCost({ ...layer, kernelSize: 1, outChannels: middleChannels });
  const large = directCost({ ...layer, inChannels: middleChannels });
  return {
    parameters: reduce.parameters + large.parameters,
    multiplications: reduce.multiplications + large.multiplications,
  };
}

/** The direct way over the other one. */
export function saving(layer: Convolution, middleChannels: number): number {
  return directCost(layer).multiplications / bottleneckCost(layer, middleChannels).multiplications;
}

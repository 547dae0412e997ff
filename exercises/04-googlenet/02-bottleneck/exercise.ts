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

/** What a convolution takes as it is. */
export function directCost(layer: Convolution): Cost {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * What it takes with a 1×1 convolution in front, which brings the channels down first.
 *
 * @param layer the convolution that the two together stand for
 * @param middleChannels what the 1×1 convolution gives, and the large one is given
 * @returns both together
 */
export function bottleneckCost(layer: Convolution, middleChannels: number): Cost {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * How many times as many multiplications the direct way takes.
 *
 * @returns above 1 where the bottleneck saves work, below 1 where it makes more; not rounded
 */
export function saving(layer: Convolution, middleChannels: number): number {
  throw new Error('not written yet: README.md says what to do');
}

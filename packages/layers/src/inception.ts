import { concat4d, serialization, type Tensor4D } from '@tensorflow/tfjs-core';
import { ConvolutionBlock, type ConvolutionBlockArgs, type ConvolutionSpec } from './convolutionBlock.js';

/** Output channels of each convolution of an {@link Inception}, branch by branch. */
export interface InceptionWidths {
  /** 1×1. Default [16]. */
  branch1: readonly [number];
  /** 1×1, 3×3, 3×3. Default [16, 24, 24]. */
  branch2: readonly [number, number, number];
  /** 1×1, 5×5. Default [16, 24]. */
  branch3: readonly [number, number];
  /** 1×1. Default [24]. */
  branch4: readonly [number];
}

/** What an {@link Inception} is given; every part has a default. */
export interface InceptionArgs extends ConvolutionBlockArgs {
  /** Branches that differ from the defaults. */
  widths?: Partial<InceptionWidths>;
}

type Branch = keyof InceptionWidths;

/** Kernel sizes along each branch; the outputs are concatenated in this order. */
const KERNEL_SIZES: Record<Branch, readonly number[]> = {
  branch1: [1],
  branch2: [1, 3, 3],
  branch3: [1, 5],
  branch4: [1],
};
const BRANCHES = Object.keys(KERNEL_SIZES) as Branch[];

const DEFAULT_WIDTHS: InceptionWidths = {
  branch1: [16],
  branch2: [16, 24, 24],
  branch3: [16, 24],
  branch4: [24],
};

/** `branch1` where a branch is one convolution, else `branch2.0`, `branch2.1`, …: as PyTorch names the modules. */
function convolutionNames(branch: Branch): string[] {
  const kernelSizes = KERNEL_SIZES[branch];
  return kernelSizes.length === 1 ? [branch] : kernelSizes.map((_, at) => `${branch}.${at}`);
}

/**
 * The lecture's Inception block: four branches of convolutions look at the same input with windows of
 * different sizes, and the results are concatenated on the channels, so training picks the window. 1×1
 * convolutions in front make the large windows cheap. No activation inside.
 *
 * Input [batch, height, width, channels], any number of channels; output [batch, height, width, sum of the
 * branches' last widths], 88 by default. Weights start as PyTorch's do ({@link torchUniform}) and are named
 * `branch1/kernel`, `branch1/bias`, `branch2.0/kernel`, ….
 *
 * Unlike the paper's, branch 4 has no pooling and no convolution is followed by a ReLU: the lecture's small
 * version leaves both out.
 *
 * @throws {@link InputShapeError} for an input that is not of rank 4 or has other channels than the first had.
 * @throws RangeError for widths that are not whole numbers of at least 1, one per convolution.
 * @example
 * tf.sequential({ layers: [
 *   new Inception({ inputShape: [12, 12, 10], name: 'mix', seed: 1 }), // [batch, 12, 12, 88]
 *   new Inception({ widths: { branch1: [32], branch4: [32] } }),       // [batch, 12, 12, 112]
 * ] });
 * @see Szegedy et al., Going deeper with convolutions, 2014, https://arxiv.org/abs/1409.4842
 */
export class Inception extends ConvolutionBlock {
  /** The name under which TF.js saves and finds the class. */
  static className = 'Inception';
  /** Output channels of each convolution. */
  readonly widths: InceptionWidths;

  constructor(args: InceptionArgs = {}) {
    super(args);
    this.widths = { ...DEFAULT_WIDTHS, ...args.widths };
    for (const branch of BRANCHES) this.#checkWidths(branch);
  }

  #checkWidths(branch: Branch): void {
    const widths: readonly number[] = this.widths[branch];
    const wanted = KERNEL_SIZES[branch].length;
    if (widths.length === wanted && widths.every(width => Number.isSafeInteger(width) && width > 0)) return;
    throw new RangeError(
      `${this.label}: widths.${branch} must be ${wanted} whole number(s) of at least 1, ` +
        `got [${widths}]. The default is [${DEFAULT_WIDTHS[branch]}].`,
    );
  }

  /** @internal */
  protected override convolutions(inChannels: number): ConvolutionSpec[] {
    return BRANCHES.flatMap(branch =>
      convolutionNames(branch).map((name, at) => ({
        name,
        inChannels: at === 0 ? inChannels : this.widths[branch][at - 1],
        filters: this.widths[branch][at],
        kernelSize: KERNEL_SIZES[branch][at],
      })),
    );
  }

  /** @internal */
  protected override outChannels(): number {
    return BRANCHES.reduce((sum, branch) => sum + (this.widths[branch].at(-1) ?? 0), 0);
  }

  /** @internal */
  protected override forward(x: Tensor4D): Tensor4D {
    const branch = (name: Branch) =>
      convolutionNames(name).reduce((y, convolution) => this.convolve(y, convolution), x);
    return concat4d(BRANCHES.map(branch), 3);
  }

  /** The arguments that make an equal layer, as TF.js saves them. */
  override getConfig(): serialization.ConfigDict {
    const widths = Object.fromEntries(BRANCHES.map(branch => [branch, [...this.widths[branch]]]));
    return { ...super.getConfig(), widths };
  }
}
serialization.registerClass(Inception);

/** What each of the four networks is given; every part has a default. */
export interface NetworkOptions {
  /** Outputs of the last layer, from 2 to 65,536. Default 10. */
  numClasses?: number;
  /** A whole number that seeds every weight and every dropout mask. Default 0. */
  seed?: number;
  /** Height and width of the images in pixels, up to 512. Default: the lecture's, 28, for AlexNet 224. */
  imageSize?: number;
}

/** A network cannot be built from the options given; the message says which, and what it takes. */
export class NetworkOptionError extends RangeError {
  /** `'NetworkOptionError'`. */
  override readonly name = 'NetworkOptionError';
  /** Tells this error apart from others: `'NETWORK_OPTION'`. */
  readonly code = 'NETWORK_OPTION';
}

interface ImageSizes {
  imageSize: number;
  /** Below it a layer would have no output. */
  smallest: number;
}

const LARGEST_IMAGE = 512;
const MOST_CLASSES = 65_536;

/** Fills in the defaults and checks the whole. */
export function networkOptions(
  network: string,
  options: NetworkOptions,
  sizes: ImageSizes,
): Required<NetworkOptions> {
  const { numClasses = 10, seed = 0, imageSize = sizes.imageSize } = options;
  const check = (option: keyof NetworkOptions, value: number, from: number, to: number, advice: string) => {
    if (Number.isSafeInteger(value) && value >= from && value <= to) return;
    throw new NetworkOptionError(
      `${network}: ${option} must be a whole number from ${from} to ${to}, got ${value}. ${advice}`,
    );
  };
  check('numClasses', numClasses, 2, MOST_CLASSES, 'MNIST and FashionMNIST have 10 classes.');
  check('seed', seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'Give one such as 0 or 42.');
  check('imageSize', imageSize, sizes.smallest, LARGEST_IMAGE, `The lecture's is ${sizes.imageSize}.`);
  return { numClasses, seed, imageSize };
}

import {
  type DatasetLoader,
  FashionMNIST,
  type ImageDataset,
  type LoadProgress,
  MNIST,
  transforms,
} from '@featuremap/datasets';
import type { DatasetName } from '@featuremap/models';

/** A data set that the command line knows. */
interface KnownDataset {
  /** Its name for people. */
  readonly title: string;
  readonly loader: DatasetLoader;
}

/** The data sets, by name. */
export const datasets: Readonly<Record<DatasetName, KnownDataset>> = {
  mnist: { title: 'MNIST', loader: MNIST },
  'fashion-mnist': { title: 'FashionMNIST', loader: FashionMNIST },
};

/** Height and width of the images as they are stored. */
const storedSize = 28;

/** How the images are wanted. */
export interface ImagesRequest {
  readonly dataset: DatasetName;
  readonly train: boolean;
  /** Height and width, in pixels. */
  readonly imageSize: number;
  /** At most so many, from the first on. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  onProgress(event: LoadProgress): void;
}

/** Loads one part of a data set, as the lecture prepares it: in [0, 1], resized where needed, normalised. */
export async function loadImages(request: ImagesRequest): Promise<ImageDataset<Float32Array>> {
  const { dataset, train, imageSize, limit, signal, onProgress } = request;
  const transform = transforms.compose([
    transforms.toTensor(),
    transforms.normalize(0.1307, 0.3081),
    // Last, as it makes 64 times as many pixels for AlexNet; the values are the same.
    ...(imageSize === storedSize ? [] : [transforms.resize(imageSize)]),
  ]);
  const set = await datasets[dataset].loader.load({ train, transform, signal, onProgress });
  return limit === undefined ? set : set.take(Math.min(limit, set.length));
}

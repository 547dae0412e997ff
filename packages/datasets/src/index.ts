export type { Batch } from './batch.js';
export { type BatchSource, DataLoader, type DataLoaderOptions } from './dataLoader.js';
export { type DatasetLoader, defineDataset } from './defineDataset.js';
export type { DatasetDefinition, FileSpec, NpmPackage, PartSpec } from './definition.js';
export {
  ChecksumError,
  DatasetError,
  type DatasetErrorCode,
  DownloadError,
  IdxFormatError,
  MissingDataError,
  StorageError,
} from './errors.js';
export { FashionMNIST } from './fashionMnist.js';
export { type IdxArray, readIdx } from './idx.js';
export { ImageDataset, type ImageDatasetParts, type Sample } from './imageDataset.js';
export type { ImageShape } from './imageShape.js';
export type { LoadOptions } from './loadOptions.js';
export { MNIST } from './mnist.js';
export type { NetworkOptions } from './network.js';
export type {
  FileDownload,
  FileFound,
  FileRejected,
  FileRetry,
  FileSaved,
  LoadProgress,
} from './progress.js';
export * as transforms from './transforms/index.js';
export type { ImageLayout, Transform } from './transforms/transform.js';

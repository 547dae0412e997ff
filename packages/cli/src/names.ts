import type { DeviceChoice } from '@featuremap/device';
import type { SetupDevice } from '@featuremap/device/setup';
import type { DatasetName, NetworkName, ScheduleName } from '@featuremap/models';

// Lists of our own, checked against the packages' types: help must not wait for TensorFlow.js to load.

/** The networks that can be trained, in the lecture's order. */
export const networkNames = ['lenet5', 'alexnet', 'googlenet', 'resnet'] as const satisfies NetworkName[];

/** The data sets that there are. */
export const datasetNames = ['mnist', 'fashion-mnist'] as const satisfies DatasetName[];

/** What `--schedule` takes. */
export const scheduleNames = ['constant', 'cosine'] as const satisfies ScheduleName[];

/** What `--device` takes. */
export const deviceChoices = [
  'auto',
  'simd',
  'webgpu',
  'cuda',
  'tensorflow',
  'cpu',
] as const satisfies DeviceChoice[];

/** What `featuremap setup` takes. */
export const setupDevices = ['tensorflow', 'cuda'] as const satisfies SetupDevice[];

/** The networks' names for people. */
export const networkTitles: Readonly<Record<NetworkName, string>> = {
  lenet5: 'LeNet-5',
  alexnet: 'AlexNet',
  googlenet: 'GoogLeNet',
  resnet: 'ResNet',
};

import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { type NetworkOptions, networkOptions } from './networkOptions.js';
import { outputSize } from './outputSize.js';
import { torchDefaults } from './torchDefaults.js';

/**
 * LeNet-5, the lecture's: tanh and average pooling as in 1998, a fully connected output in place of the RBF
 * units. 61,706 parameters.
 *
 * Takes [batch, 28, 28, 1] and gives logits [batch, 10]; softmax belongs to the loss. Weights start as
 * PyTorch's do, uniform in ±1/√fan-in, biases included. Images of at least 28×28.
 *
 * @throws {@link NetworkOptionError} for an option out of its range.
 * @example
 * const model = lenet5({ seed: 0 });
 * @see LeCun et al., Gradient-based learning applied to document recognition, 1998,
 * https://doi.org/10.1109/5.726791
 */
export function lenet5(options: NetworkOptions = {}): LayersModel {
  const { numClasses, seed, imageSize } = networkOptions('lenet5', options, { imageSize: 28, smallest: 28 });
  const { conv, dense } = torchDefaults(seed);
  const s2 = outputSize(imageSize, { window: 2, stride: 2 });
  const s4 = outputSize(outputSize(s2, { window: 5 }), { window: 2, stride: 2 });
  const c5 = outputSize(s4, { window: 5 });
  return sequential({
    name: 'lenet5',
    layers: [
      layers.inputLayer({ name: 'image', inputShape: [imageSize, imageSize, 1] }),
      conv('C1', { inChannels: 1, filters: 6, kernelSize: 5, padding: 'same', activation: 'tanh' }),
      layers.averagePooling2d({ name: 'S2', poolSize: 2 }),
      conv('C3', { inChannels: 6, filters: 16, kernelSize: 5, activation: 'tanh' }),
      layers.averagePooling2d({ name: 'S4', poolSize: 2 }),
      conv('C5', { inChannels: 16, filters: 120, kernelSize: 5, activation: 'tanh' }),
      layers.flatten({ name: 'flatten' }),
      dense('F6', { inFeatures: 120 * c5 ** 2, units: 84, activation: 'tanh' }),
      dense('Out', { inFeatures: 84, units: numClasses }),
    ],
  });
}

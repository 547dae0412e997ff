import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { type NetworkOptions, networkOptions } from './networkOptions.js';
import { outputSize } from './outputSize.js';
import { torchDefaults } from './torchDefaults.js';

/**
 * ResNet, the lecture's small version: two residual blocks, each after a convolution and a pooling.
 * 41,514 parameters.
 *
 * Takes [batch, 28, 28, 1] and gives logits [batch, 10]; softmax belongs to the loss. Weights start as
 * PyTorch's do, uniform in ±1/√fan-in, biases included. Images of at least 16×16.
 *
 * @throws {@link NetworkOptionError} for an option out of its range.
 * @example
 * const model = resnet({ seed: 0 });
 * @see He et al., Deep residual learning for image recognition, 2015, https://arxiv.org/abs/1512.03385
 */
export function resnet(options: NetworkOptions = {}): LayersModel {
  const { numClasses, seed, imageSize } = networkOptions('resnet', options, { imageSize: 28, smallest: 16 });
  const { conv, dense, residual } = torchDefaults(seed);
  const s2 = outputSize(outputSize(imageSize, { window: 5 }), { window: 2, stride: 2 });
  const s5 = outputSize(outputSize(s2, { window: 5 }), { window: 2, stride: 2 });
  return sequential({
    name: 'resnet',
    layers: [
      layers.inputLayer({ name: 'image', inputShape: [imageSize, imageSize, 1] }),
      conv('C1', { inChannels: 1, filters: 16, kernelSize: 5, activation: 'relu' }),
      layers.maxPooling2d({ name: 'S2', poolSize: 2 }),
      residual('R3'),
      conv('C4', { inChannels: 16, filters: 32, kernelSize: 5, activation: 'relu' }),
      layers.maxPooling2d({ name: 'S5', poolSize: 2 }),
      residual('R6'),
      layers.flatten({ name: 'flatten' }),
      dense('Out', { inFeatures: 32 * s5 ** 2, units: numClasses }),
    ],
  });
}

import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { type NetworkOptions, networkOptions } from './networkOptions.js';
import { outputSize } from './outputSize.js';
import { torchDefaults } from './torchDefaults.js';

/**
 * GoogLeNet, the lecture's small version: two Inception blocks, each after a convolution and a pooling.
 * 97,298 parameters.
 *
 * Takes [batch, 28, 28, 1] and gives logits [batch, 10]; softmax belongs to the loss. Weights start as
 * PyTorch's do, uniform in ±1/√fan-in, biases included. Images of at least 16×16.
 *
 * @throws {@link NetworkOptionError} for an option out of its range.
 * @example
 * const model = googlenet({ seed: 0 });
 * @see Szegedy et al., Going deeper with convolutions, 2014, https://arxiv.org/abs/1409.4842
 */
export function googlenet(options: NetworkOptions = {}): LayersModel {
  const { numClasses, seed, imageSize } = networkOptions('googlenet', options, {
    imageSize: 28,
    smallest: 16,
  });
  const { conv, dense, inception } = torchDefaults(seed);
  const s2 = outputSize(outputSize(imageSize, { window: 5 }), { window: 2, stride: 2 });
  const s5 = outputSize(outputSize(s2, { window: 5 }), { window: 2, stride: 2 });
  return sequential({
    name: 'googlenet',
    layers: [
      layers.inputLayer({ name: 'image', inputShape: [imageSize, imageSize, 1] }),
      conv('C1', { inChannels: 1, filters: 10, kernelSize: 5, activation: 'relu' }),
      layers.maxPooling2d({ name: 'S2', poolSize: 2 }),
      inception('I3'),
      conv('C4', { inChannels: 88, filters: 20, kernelSize: 5, activation: 'relu' }),
      layers.maxPooling2d({ name: 'S5', poolSize: 2 }),
      inception('I6'),
      layers.flatten({ name: 'flatten' }),
      dense('Out', { inFeatures: 88 * s5 ** 2, units: numClasses }),
    ],
  });
}

import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { type NetworkOptions, networkOptions } from './networkOptions.js';
import { outputSize } from './outputSize.js';
import { torchDefaults } from './torchDefaults.js';

/** AlexNet's pooling windows overlap: 3 wide, 2 apart. */
const OVERLAPPING = { poolSize: 3, strides: 2 };

/**
 * AlexNet, the lecture's: for images of one channel, on one device, without local response normalisation.
 * 46,764,746 parameters at 224×224, of which F9 and F10 hold 43 million.
 *
 * Takes [batch, 224, 224, 1] and gives logits [batch, 10]; softmax belongs to the loss. Dropout 0.5 after F9
 * and F10 while training, a new mask each step. Weights start as PyTorch's do, uniform in ±1/√fan-in, biases
 * included. Images of at least 65×65: `imageSize` makes a trial cheaper.
 *
 * @throws {@link NetworkOptionError} for an option out of its range.
 * @example
 * const model = alexnet({ seed: 0 });
 * const trial = alexnet({ seed: 0, imageSize: 96 });
 * @see Krizhevsky et al., ImageNet classification with deep convolutional neural networks, 2012,
 * https://papers.nips.cc/paper/4824
 */
export function alexnet(options: NetworkOptions = {}): LayersModel {
  const { numClasses, seed, imageSize } = networkOptions('alexnet', options, {
    imageSize: 224,
    smallest: 65,
  });
  const { conv, dense, dropout } = torchDefaults(seed);
  const c1 = outputSize(imageSize, { window: 11, stride: 4, padding: 1 });
  const s2 = outputSize(c1, { window: 3, stride: 2 });
  const s4 = outputSize(s2, { window: 3, stride: 2 });
  const s8 = outputSize(s4, { window: 3, stride: 2 });
  return sequential({
    name: 'alexnet',
    layers: [
      layers.inputLayer({ name: 'image', inputShape: [imageSize, imageSize, 1] }),
      // Padding of its own: TF.js's 'same' at stride 4 pads more, and not alike on both sides.
      layers.zeroPadding2d({ name: 'C1_padding', padding: 1 }),
      conv('C1', { inChannels: 1, filters: 96, kernelSize: 11, strides: 4, activation: 'relu' }),
      layers.maxPooling2d({ name: 'S2', ...OVERLAPPING }),
      conv('C3', { inChannels: 96, filters: 256, kernelSize: 5, padding: 'same', activation: 'relu' }),
      layers.maxPooling2d({ name: 'S4', ...OVERLAPPING }),
      conv('C5', { inChannels: 256, filters: 384, kernelSize: 3, padding: 'same', activation: 'relu' }),
      conv('C6', { inChannels: 384, filters: 384, kernelSize: 3, padding: 'same', activation: 'relu' }),
      conv('C7', { inChannels: 384, filters: 256, kernelSize: 3, padding: 'same', activation: 'relu' }),
      layers.maxPooling2d({ name: 'S8', ...OVERLAPPING }),
      layers.flatten({ name: 'flatten' }),
      dense('F9', { inFeatures: 256 * s8 ** 2, units: 4096, activation: 'relu' }),
      dropout('F9_dropout', 0.5),
      dense('F10', { inFeatures: 4096, units: 4096, activation: 'relu' }),
      dropout('F10_dropout', 0.5),
      dense('Out', { inFeatures: 4096, units: numClasses }),
    ],
  });
}

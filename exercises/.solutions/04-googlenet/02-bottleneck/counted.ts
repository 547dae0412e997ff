import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { bottleneckLayers, type Convolution, type Cost, totalOf } from './cost.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** The same three functions without a formula: TensorFlow.js makes the layers, and the loops of a convolution count. */
export const counted = {
  directCost: costOfLayer,
  bottleneckCost: (layer: Convolution, middle: number) =>
    totalOf(bottleneckLayers(layer, middle).map(costOfLayer)),
  saving: (layer: Convolution, middle: number) =>
    costOfLayer(layer).multiplications / counted.bottleneckCost(layer, middle).multiplications,
};

function costOfLayer(convolution: Convolution): Cost {
  return {
    parameters: parametersOf(convolution),
    multiplications: multiplicationsOf(convolution),
  };
}

function parametersOf({ height, width, kernelSize, inChannels, outChannels }: Convolution): number {
  const inputShape = [height, width, inChannels];
  const model = sequential({ layers: [layers.conv2d({ inputShape, filters: outChannels, kernelSize })] });
  const count = model.countParams();
  model.dispose();
  return count;
}

function multiplicationsOf({ height, width, kernelSize, inChannels, outChannels }: Convolution): number {
  let count = 0;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      for (let outChannel = 0; outChannel < outChannels; outChannel++)
        for (let i = 0; i < kernelSize; i++)
          for (let j = 0; j < kernelSize; j++) for (let channel = 0; channel < inChannels; channel++) count++;
  return count;
}

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { sequential, layers as tfLayers } from '@tensorflow/tfjs-layers';
import type { Args, Layer, Table } from './table.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** What the layers of TensorFlow.js say of themselves, once they are built. */
export function tfTable(...[inputShape, layers]: Args): Table {
  const model = sequential({ layers: [tfLayers.inputLayer({ inputShape: [...inputShape] })] });
  const rows = layers.map(layer => {
    const before = model.layers.length;
    for (const part of partsOf(layer)) model.add(part);
    const added = model.layers.slice(before);
    const shape = added[added.length - 1].outputShape as number[];
    return { shape: shape.slice(1), parameters: added.reduce((sum, part) => sum + part.countParams(), 0) };
  });
  model.dispose();
  return { shapes: rows.map(({ shape }) => shape), parameters: rows.map(({ parameters }) => parameters) };
}

/** TensorFlow.js pads by a layer of its own where the padding is a number. */
function partsOf(layer: Layer) {
  if (layer.kind === 'conv') {
    const { filters, kernelSize, stride: strides, padding } = layer;
    return [tfLayers.zeroPadding2d({ padding }), tfLayers.conv2d({ filters, kernelSize, strides })];
  }
  if (layer.kind === 'pool')
    return [tfLayers.averagePooling2d({ poolSize: layer.size, strides: layer.stride })];
  return layer.kind === 'flatten' ? [tfLayers.flatten()] : [tfLayers.dense({ units: layer.units })];
}

import { Inception } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';
import { type BlockNetwork, blockNetwork, outsideOfBlocks } from '../../blockNetwork.js';

/** What a mistake changes. */
interface Variation extends BlockNetwork {
  readonly blocks: readonly [boolean, boolean];
  readonly afterBlock: 'linear' | 'relu';
}

const right: Variation = {
  ...outsideOfBlocks,
  filters: [10, 20],
  blocks: [true, true],
  afterBlock: 'linear',
};

/** Builds the network with something changed. */
export const variant = (changed: Partial<Variation>) => (): tf.LayersModel => {
  const network = { ...right, ...changed };
  return blockNetwork(network, at => [
    ...(network.blocks[at] ? [new Inception()] : []),
    ...(network.afterBlock === 'relu' ? [tf.layers.reLU()] : []),
  ]);
};

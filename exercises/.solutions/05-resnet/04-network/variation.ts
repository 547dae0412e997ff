import { ResidualBlock } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';
import { type BlockNetwork, blockNetwork, type Half, outsideOfBlocks } from '../../blockNetwork.js';

type Block = 'residual' | 'plain' | 'none';

/** What a mistake changes. */
interface Variation extends BlockNetwork {
  readonly blocks: readonly [Block, Block];
  readonly blocksInARow: number;
}

const right: Variation = {
  ...outsideOfBlocks,
  filters: [16, 32],
  blocks: ['residual', 'residual'],
  blocksInARow: 1,
};

/** Builds the network with something changed. */
export const variant = (changed: Partial<Variation>) => (): tf.LayersModel => {
  const network = { ...right, ...changed };
  return blockNetwork(network, at =>
    Array.from({ length: network.blocksInARow }, () => block(network, at)).flat(),
  );
};

function block({ blocks, filters }: Variation, at: Half): tf.layers.Layer[] {
  if (blocks[at] === 'none') return [];
  if (blocks[at] === 'residual') return [new ResidualBlock()];
  const convolution = { filters: filters[at], kernelSize: 3, padding: 'same', activation: 'relu' } as const;
  return [tf.layers.conv2d(convolution), tf.layers.conv2d(convolution)];
}

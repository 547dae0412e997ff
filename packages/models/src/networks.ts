import type { LayersModel } from '@tensorflow/tfjs-layers';
import { alexnet } from './alexnet.js';
import { googlenet } from './googlenet.js';
import { lenet5 } from './lenet5.js';
import type { NetworkOptions } from './networkOptions.js';
import { resnet } from './resnet.js';

/** The name of a network: a key of {@link networks} and of {@link recipes}. */
export type NetworkName = 'lenet5' | 'alexnet' | 'googlenet' | 'resnet';

/** Builds a network: one of {@link lenet5}, {@link alexnet}, {@link googlenet}, {@link resnet}. */
export type Network = (options?: NetworkOptions) => LayersModel;

/**
 * The four networks by name, in the lecture's order.
 *
 * @example
 * for (const [name, network] of Object.entries(networks)) console.log(name, network().countParams());
 */
export const networks: Readonly<Record<NetworkName, Network>> = { lenet5, alexnet, googlenet, resnet };

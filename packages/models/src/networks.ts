import { alexnet } from './alexnet.js';
import { googlenet } from './googlenet.js';
import { lenet5 } from './lenet5.js';
import { resnet } from './resnet.js';

/**
 * The four networks by name, in the lecture's order.
 *
 * @example
 * for (const [name, build] of Object.entries(networks)) console.log(name, build().countParams());
 */
export const networks = { lenet5, alexnet, googlenet, resnet } as const;

/** The name of a network: a key of {@link networks} and of {@link recipes}. */
export type NetworkName = keyof typeof networks;

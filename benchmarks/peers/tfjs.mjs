/**
 * TF.js's `model.fit` on an engine other than ours, as a peer: node tfjs.mjs tensorflow|cpu
 * For `tensorflow` FEATUREMAP_TENSORFLOW names the folder of `featuremap setup tensorflow`.
 */
import { useDevice } from '@featuremap/device';
import { answer } from './answer.mjs';
import { prepareFit } from './fit.mjs';

const { name, detail } = await useDevice(process.argv[2]);
await answer({ name: `TF.js ${name}, model.fit: ${detail}`, node: process.version }, prepareFit);

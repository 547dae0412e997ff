import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup } from '@featuremap/device/setup';

/**
 * A tfjs-node that works: in the folder that FEATUREMAP_TENSORFLOW names, else in a scratch folder, made on the first
 * call from the configured package indexes.
 * @param {string[]} missing gets a line when it cannot be had
 * @returns {Promise<string | null>}
 */
export async function tensorflowFolder(missing) {
  const folder = process.env.FEATUREMAP_TENSORFLOW || join(tmpdir(), 'featuremap-bench-tensorflow');
  try {
    const onProgress = ({ kind, step, subject }) => kind === 'step' && console.error(`  ${step} ${subject}`);
    return (await setup('tensorflow', { folder, onProgress })).folder;
  } catch (error) {
    missing.push(`tfjs-node: ${error.message}`);
    return null;
  }
}

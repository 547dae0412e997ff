import { startPeers } from '../peers/peers.mjs';
import { takeTurns } from '../turns.mjs';
import { workloadOf } from '../workloads.mjs';

/** How a step's time grows with the batch. */
export const title = 'step by batch';

const batches = [32, 128, 512];
/** AlexNet's images at 224×224 take some 20 MiB each. */
const mostPixels = 128 * 224 * 224;
const ids = ['trainer', 'torch first', 'torch last', 'tfjs-node'];

export async function measure({ networks, rounds, cores, missing, wants }) {
  const started = await startPeers(ids.filter(wants), { cores, missing });
  const results = [];
  for (const network of networks) {
    const { imageSize, steps } = workloadOf(network);
    for (const batchSize of batches.filter(batch => batch * imageSize ** 2 <= mostPixels)) {
      const request = { network, batchSize, imageSize, steps };
      const few = Math.min(steps === 1 ? 2 : 5, rounds);
      results.push({ ...request, peers: await takeTurns(started, request, { rounds: few, missing }) });
    }
  }
  for (const { peer } of started) peer.stop();
  return results;
}

export function lines(results) {
  return results.map(({ network, batchSize, peers }) => {
    const cells = peers.map(({ id, median }) => {
      const each = ((median * 1000) / batchSize).toFixed(0);
      return `${id} ${median.toFixed(2)} ms (${each} µs an image)`;
    });
    return `  ${network.padEnd(10)} batch ${String(batchSize).padStart(3)}   ${cells.join('   ')}`;
  });
}

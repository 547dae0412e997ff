import { startPeers } from '../peers/peers.mjs';
import { takeTurns } from '../turns.mjs';
import { workloadOf } from '../workloads.mjs';

/** How a step's time falls with the threads, each on a core of its own. */
export const title = 'step by threads';

const ids = ['trainer', 'torch first', 'torch last', 'tfjs-node'];

export async function measure({ networks, rounds, cores, missing, wants }) {
  const all = cores.split(',');
  const started = [];
  for (let threads = 1; threads <= all.length; threads *= 2) {
    const options = { cores: all.slice(0, threads).join(','), missing };
    for (const peer of await startPeers(ids.filter(wants), options)) {
      started.push({ ...peer, id: `${peer.id}, ${threads}`, threads });
    }
  }
  const results = [];
  for (const network of networks) {
    const request = { network, ...workloadOf(network) };
    const few = Math.min(request.steps === 1 ? 2 : 5, rounds);
    results.push({ ...request, peers: await takeTurns(started, request, { rounds: few, missing }) });
  }
  for (const { peer } of started) peer.stop();
  return results;
}

export function lines(results) {
  return results.flatMap(({ network, batchSize, peers }) => {
    const byId = new Map(peers.map(({ id, median }) => [id, median]));
    return peers
      .filter(({ id }) => !id.endsWith(', 1'))
      .map(({ id, median }) => {
        const one = byId.get(id.replace(/, \d+$/, ', 1'));
        const gain =
          one === undefined
            ? ''
            : `, ${(one / median).toFixed(2)} times as fast as on 1 (${one.toFixed(2)} ms)`;
        return `  ${network.padEnd(10)} batch ${batchSize}   ${id} threads: ${median.toFixed(2)} ms${gain}`;
      });
  });
}

import { eagerIds, peerIds, startPeers } from '../peers/peers.mjs';
import { takeTurns } from '../turns.mjs';
import { workloadOf } from '../workloads.mjs';

/** A full training step of each network, here and on every peer. */
export const title = 'training step';

/**
 * TF.js's JavaScript takes up to minutes a step: one, without a warm-up; AlexNet's of one image, since of 128 it
 * would take hours.
 */
const slow = { id: 'tfjs cpu', alexnetBatch: 1 };

export async function measure({ networks, rounds, cores, missing, wants }) {
  const results = [];
  const fast = await startPeers(
    peerIds.filter(id => id !== slow.id && wants(id)),
    { cores, missing },
  );
  for (const network of networks) {
    const workload = { network, ...workloadOf(network) };
    const few = workload.steps === 1 ? Math.min(3, rounds) : rounds;
    const peers = await takeTurns(fast, workload, { rounds: few, missing });
    results.push({ ...workload, peers });
  }
  for (const { peer } of fast) peer.stop();
  const abouts = fast.map(({ id, about }) => ({ id, ...about }));

  const last = await startPeers([slow.id].filter(wants), { cores, missing });
  for (const { peers, ...workload } of last.length > 0 ? results : []) {
    const batchSize = workload.network === 'alexnet' ? slow.alexnetBatch : workload.batchSize;
    const request = { ...workload, batchSize, steps: 1 };
    const [row] = await takeTurns(last, request, { rounds: 1, missing, warmUp: false });
    if (row) peers.push({ ...row, batchSize });
  }
  for (const { peer } of last) peer.stop();
  abouts.push(...last.map(({ id, about }) => ({ id, ...about })));
  return { peers: abouts, networks: results };
}

export function lines({ peers: abouts, networks }) {
  return [
    ...abouts.map(({ id, name }) => `  ${id}: ${name}`),
    ...networks.flatMap(({ network, batchSize, imageSize, steps, peers }) => [
      '',
      `  ${network}, batch ${batchSize} of ${imageSize}×${imageSize}, milliseconds a step (loss read every ${steps})`,
      ...peers.map(row => rowLine(row, batchSize, bestEager(peers))),
    ]),
  ];
}

/** PyTorch's better eager form. */
export function bestEager(rows) {
  const eager = rows.filter(({ id, median }) => eagerIds.includes(id) && median !== undefined);
  return eager.length > 0 ? eager.reduce((a, b) => (a.median < b.median ? a : b)) : undefined;
}

function rowLine({ id, median, min, memory, batchSize }, ofNetwork, best) {
  // A step of fewer images counts for as many as it has.
  const share = batchSize === undefined ? 1 : ofNetwork / batchSize;
  const times = `median ${(median * share).toFixed(2).padStart(10)}  min ${(min * share).toFixed(2).padStart(10)}`;
  const scaled = share === 1 ? '' : `  (${share} × a step of ${batchSize})`;
  const ratio = best
    ? `  ${((median * share) / best.median).toFixed(2)} of PyTorch eager (minima ${((min * share) / best.min).toFixed(2)})`
    : '';
  const mib = memory ? `  ${Math.round(memory / 2 ** 20)} MiB` : '';
  return `    ${id.padEnd(21)} ${times}${ratio}${mib}${scaled}`;
}

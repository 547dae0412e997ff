/**
 * Lets peers train in turns, so that a machine that slows down slows them all, after a round that builds the network
 * and warms the code up. Every other round goes backwards, since a peer's threads may still be busy for a moment when the
 * next one begins. A peer that fails is named in `missing` and left out.
 * @param {readonly { id: string, peer: import('./peers/Peer.mjs').Peer }[]} peers
 * @param {object} request network, batchSize, imageSize, steps
 * @param {{ rounds: number, missing: string[], warmUp?: boolean }} options
 */
export async function takeTurns(peers, request, { rounds, missing, warmUp = true }) {
  const times = new Map(peers.map(({ id }) => [id, []]));
  const memory = new Map();
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    for (const { id, peer } of round % 2 === 0 ? peers : peers.toReversed()) {
      if (!times.has(id)) continue;
      try {
        const { ms, loss, memory: rss } = await peer.train(request);
        if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss}`);
        if (rss) memory.set(id, Math.max(rss, memory.get(id) ?? 0));
        if (round >= 0) times.get(id).push(ms);
      } catch (error) {
        missing.push(`${id}, ${request.network}, batch ${request.batchSize}: ${error.message}`);
        times.delete(id);
      }
    }
  }
  return [...times].map(([id, ms]) => ({ id, ...summary(ms), memory: memory.get(id) }));
}

/** @param {readonly number[]} ms */
export function summary(ms) {
  const sorted = [...ms].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], min: sorted[0], rounds: sorted.length };
}

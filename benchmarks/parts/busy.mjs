import { spawn } from 'node:child_process';
import { startPeers } from '../peers/peers.mjs';
import { takeTurns } from '../turns.mjs';
import { workloadOf } from '../workloads.mjs';

/** The same step while every core has something else to do: all threads must not be slower than one by over 20%. */
export const title = 'busy machine';

const mostSlowdown = 1.2;

export async function measure({ networks, rounds, cores, missing, wants }) {
  const all = cores.split(',');
  const started = [];
  for (const threads of [1, all.length]) {
    // Both may run on all cores: on a busy machine the scheduler moves a single thread to where there is room.
    for (const peer of await startPeers(['trainer', 'torch last'].filter(wants), {
      cores,
      missing,
      threads,
    })) {
      started.push({ ...peer, id: `${peer.id}, ${threads}` });
    }
  }
  const results = [];
  for (const network of networks.filter(name => name !== 'alexnet')) {
    const request = { network, ...workloadOf(network) };
    const few = Math.min(5, rounds);
    const idle = await takeTurns(started, request, { rounds: few, missing });
    const load = all.map(core => burn(core));
    const busy = await takeTurns(started, request, { rounds: few, missing });
    for (const child of load) child.kill();
    results.push({ ...request, idle, busy });
  }
  for (const { peer } of started) peer.stop();
  return results;
}

/** Keeps a core busy. */
function burn(core) {
  const command = [process.execPath, '-e', 'for (;;);'];
  const pinned = process.platform === 'linux' ? ['taskset', '-c', core, ...command] : command;
  return spawn(pinned[0], pinned.slice(1), { stdio: 'ignore' });
}

export function lines(results) {
  return results.flatMap(({ network, idle, busy }) => {
    const ms = (rows, id) => rows.find(row => row.id === id)?.median;
    return busy
      .filter(({ id }) => !id.endsWith(', 1'))
      .map(({ id, median }) => {
        const one = id.replace(/, \d+$/, ', 1');
        const ratio = median / ms(busy, one);
        const verdict = id.startsWith('trainer')
          ? ratio <= mostSlowdown
            ? ', good'
            : `, above ${mostSlowdown}`
          : '';
        const alone = `alone ${ms(idle, id)?.toFixed(2)} ms against ${ms(idle, one)?.toFixed(2)} on 1`;
        return `  ${network.padEnd(10)} ${id} threads: loaded ${median.toFixed(2)} ms against ${ms(busy, one)?.toFixed(2)} on 1 = ${ratio.toFixed(2)}${verdict}; ${alone}`;
      });
  });
}

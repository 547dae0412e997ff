import { join } from 'node:path';
import { Peer } from './Peer.mjs';
import { tensorflowFolder } from './tensorflowFolder.mjs';
import { torchPython } from './torchPython.mjs';

const here = import.meta.dirname;
const node = (file, ...args) => [process.execPath, join(here, file), ...args.map(String)];
const torch = (python, ...args) => [python, join(here, 'torch_peer.py'), ...args.map(String)];

/** What every peer is started with, by its name. `needs` is set up on first use and handed to `command`. */
const table = {
  trainer: { command: threads => node('simd.mjs', 'trainer', threads) },
  fit: { command: threads => node('simd.mjs', 'fit', threads) },
  'torch first': { needs: torchPython, command: (threads, python) => torch(python, threads, 'first') },
  'torch last': { needs: torchPython, command: (threads, python) => torch(python, threads, 'last') },
  'torch compiled first': {
    needs: torchPython,
    command: (threads, python) => torch(python, threads, 'first', 'compile'),
  },
  'torch compiled last': {
    needs: torchPython,
    command: (threads, python) => torch(python, threads, 'last', 'compile'),
  },
  'tfjs-node': {
    needs: tensorflowFolder,
    command: () => node('tfjs.mjs', 'tensorflow'),
    env: folder => ({ FEATUREMAP_TENSORFLOW: folder }),
  },
  'tfjs cpu': { command: () => node('tfjs.mjs', 'cpu') },
};

/** Names of all peers, in the order in which they take their turns. */
export const peerIds = Object.keys(table);

/** The forms of PyTorch that ratios are given to: the better one of each network. */
export const eagerIds = ['torch first', 'torch last'];

/** @type {Map<Function, Promise<string | null>>} */
const prepared = new Map();

/**
 * Starts peers, pinned to cores, one thread a core. One that cannot be had is named in `missing`.
 * @param {readonly string[]} ids
 * @param {{ cores: string, missing: string[], threads?: number }} options
 */
export async function startPeers(ids, { cores, missing, threads = cores.split(',').length }) {
  const started = [];
  for (const id of ids) {
    const { needs, command, env = () => ({}) } = table[id];
    if (needs && !prepared.has(needs)) prepared.set(needs, Promise.resolve(needs(missing)));
    const need = needs && (await prepared.get(needs));
    if (need === null) continue;
    const peer = new Peer(command(threads, need), { cores, env: { ...pinned(cores), ...env(need) } });
    try {
      started.push({ id, peer, about: await peer.about() });
    } catch (error) {
      missing.push(`${id}: ${error.message}`);
    }
  }
  return started;
}

/** Each thread of OpenMP stays on a core of its own; what others measured with is not handed on. */
function pinned(cores) {
  return {
    GOMP_CPU_AFFINITY: cores.replaceAll(',', ' '),
    OPENBLAS_CORETYPE: undefined,
    OPENBLAS_L2_SIZE: undefined,
    OMP_NUM_THREADS: undefined,
  };
}

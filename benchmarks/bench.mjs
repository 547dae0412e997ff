/**
 * Times the full training step of each network on this engine and on its peers, in turns on the same cores, and
 * prints medians, minima and ratios:
 *   npm run bench -- --networks lenet5,resnet --rounds 10 --json benchmarks/results/today.json
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Peer } from './peers/Peer.mjs';
import { torchPython } from './peers/torchPython.mjs';

/** The lecture's batches; steps between two readings of the loss. */
const workloads = {
  lenet5: { batchSize: 256, imageSize: 28, steps: 20 },
  resnet: { batchSize: 128, imageSize: 28, steps: 20 },
  googlenet: { batchSize: 128, imageSize: 28, steps: 20 },
  alexnet: { batchSize: 128, imageSize: 224, steps: 1 },
};

const { values: options } = parseArgs({
  options: {
    networks: { type: 'string', default: Object.keys(workloads).join(',') },
    rounds: { type: 'string', default: '10' },
    cores: { type: 'string', default: '0,1' },
    peers: { type: 'string', default: '' },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench -- [options]

  --networks LIST  of ${Object.keys(workloads).join(', ')} (default: all)
  --rounds N       turns each peer gets (default: 10, AlexNet 3)
  --cores LIST     processor numbers that every peer is pinned to (default: 0,1)
  --peers LIST     parts of the names of the peers to run (default: all)
  --json FILE      also write the results there`);
  process.exit(0);
}

const cores = options.cores;
const threads = cores.split(',').length;
const missing = [];
const peers = await startPeers();
const results = [];
for (const network of options.networks.split(',')) results.push(await measure(network));
for (const { peer } of peers) peer.stop();
report();

async function startPeers() {
  const here = import.meta.dirname;
  const python = torchPython(missing);
  const torch = join(here, 'peers/torch_peer.py');
  const affinity = {
    GOMP_CPU_AFFINITY: cores.replaceAll(',', ' '),
    OPENBLAS_CORETYPE: undefined,
    OPENBLAS_L2_SIZE: undefined,
  };
  const candidates = [
    { id: 'trainer', command: [process.execPath, join(here, 'peers/trainer.mjs')] },
    { id: 'fit', command: [process.execPath, join(here, 'peers/fit.mjs')] },
    ...(python === null
      ? []
      : [
          { id: 'torch first', command: [python, torch, String(threads), 'first'], env: affinity },
          { id: 'torch last', command: [python, torch, String(threads), 'last'], env: affinity },
          {
            id: 'torch compiled',
            command: [python, torch, String(threads), 'first', 'compile'],
            env: affinity,
          },
        ]),
  ].filter(({ id }) => options.peers === '' || options.peers.split(',').some(part => id.includes(part)));
  const started = [];
  for (const { id, command, env } of candidates) {
    const peer = new Peer(command, { cores, env });
    try {
      started.push({ id, peer, about: await peer.about() });
    } catch (error) {
      missing.push(`${id}: ${error.message}`);
    }
  }
  return started;
}

/** All peers in turns, so that a machine that slows down slows them all. */
async function measure(network) {
  const workload = workloads[network];
  if (workload === undefined)
    throw new Error(`unknown network "${network}": expected ${Object.keys(workloads).join(', ')}`);
  const rounds = workload.steps === 1 ? Math.min(3, Number(options.rounds)) : Number(options.rounds);
  const times = new Map(peers.map(({ id }) => [id, []]));
  const memory = new Map();
  for (let round = -1; round < rounds; round++) {
    for (const { id, peer } of peers) {
      if (!times.has(id)) continue;
      try {
        const { ms, loss, memory: rss } = await peer.train({ network, ...workload });
        if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss}`);
        if (rss) memory.set(id, Math.max(rss, memory.get(id) ?? 0));
        // The first round builds the network and warms the code up.
        if (round >= 0) times.get(id).push(ms);
      } catch (error) {
        missing.push(`${id}, ${network}: ${error.message}`);
        times.delete(id);
      }
    }
  }
  return {
    network,
    ...workload,
    peers: [...times].map(([id, ms]) => ({ id, ...summary(ms), memory: memory.get(id) })),
  };
}

function summary(ms) {
  const sorted = [...ms].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], min: sorted[0] };
}

function report() {
  const machine = {
    cpu: cpus()[0].model,
    cores,
    node: process.version,
    commit: commit(),
    date: new Date().toISOString(),
  };
  console.log(
    `${machine.cpu}, cores ${cores}, Node ${machine.node}, commit ${machine.commit}, ${machine.date.slice(0, 10)}`,
  );
  for (const { id, about } of peers) console.log(`  ${id}: ${about.name}`);
  for (const { network, batchSize, imageSize, steps, peers: rows } of results) {
    console.log(
      `\n${network}, batch ${batchSize} of ${imageSize}×${imageSize}, milliseconds a step (loss read every ${steps})`,
    );
    const eager = rows.filter(({ id }) => id === 'torch first' || id === 'torch last');
    const best = eager.length > 0 ? eager.reduce((a, b) => (a.median < b.median ? a : b)) : null;
    for (const { id, median, min, memory } of rows) {
      const ratio =
        best === null
          ? ''
          : `  ${(median / best.median).toFixed(2)} of PyTorch eager (minima ${(min / best.min).toFixed(2)})`;
      const mib = memory ? `  ${Math.round(memory / 2 ** 20)} MiB` : '';
      console.log(
        `  ${id.padEnd(16)} median ${median.toFixed(2).padStart(9)}  min ${min.toFixed(2).padStart(9)}${ratio}${mib}`,
      );
    }
  }
  for (const line of missing) console.log(`\nmissing: ${line}`);
  if (options.json === undefined) return;
  mkdirSync(dirname(options.json), { recursive: true });
  const abouts = peers.map(({ id, about }) => ({ id, ...about }));
  writeFileSync(options.json, `${JSON.stringify({ machine, peers: abouts, results, missing }, null, 2)}\n`);
}

function commit() {
  if (!existsSync(join(import.meta.dirname, '../.git'))) return 'none';
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  }).trim();
}

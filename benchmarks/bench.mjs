/**
 * Measures this engine and its peers, in turns on the same cores: npm run bench -- --help
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { appendToLog } from './log.mjs';
import { machine } from './machine.mjs';
import * as batches from './parts/batches.mjs';
import * as busy from './parts/busy.mjs';
import * as kernels from './parts/kernels.mjs';
import * as program from './parts/program.mjs';
import * as steps from './parts/steps.mjs';
import * as threads from './parts/threads.mjs';
import { peerIds } from './peers/peers.mjs';
import { workloads } from './workloads.mjs';

/** Each measures one thing: `title`, `measure(options)` gives data, `lines(data)` says it to people. */
const parts = { steps, batches, threads, kernels, program, busy };

const { values: options } = parseArgs({
  options: {
    parts: { type: 'string', default: Object.keys(parts).join(',') },
    networks: { type: 'string', default: Object.keys(workloads).join(',') },
    rounds: { type: 'string', default: '10' },
    cores: { type: 'string', default: '0,1' },
    peers: { type: 'string', default: '' },
    json: { type: 'string' },
    log: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench -- [options]

  --parts LIST     of ${Object.keys(parts).join(', ')} (default: all, an hour and more)
  --networks LIST  of ${Object.keys(workloads).join(', ')} (default: all)
  --rounds N       turns each peer gets (default: 10, fewer where a turn is long)
  --cores LIST     processor numbers that every peer is pinned to (default: 0,1)
  --peers LIST     parts of the names of the peers to run (default: all):
                   ${peerIds.join(', ')}
  --json FILE      also write the results there
  --log            keep the results in results/ and append the steps to the log of README.md

FEATUREMAP_TORCH_PYTHON names a Python that has PyTorch and torchvision, FEATUREMAP_TENSORFLOW the folder of
\`featuremap setup tensorflow\`; without them both are set up in scratch folders on first use.`);
  process.exit(0);
}

const list = (text, known, what) =>
  text.split(',').map(name => {
    if (known.includes(name)) return name;
    throw new Error(`unknown ${what} "${name}": expected ${known.join(', ')}`);
  });
const missing = [];
const result = { machine: machine(options.cores), parts: {}, missing };
const { cpu, cores, node, commit, date } = result.machine;
console.log(`${cpu}, cores ${cores}, Node ${node}, commit ${commit}, ${date.slice(0, 10)}`);
for (const name of list(options.parts, Object.keys(parts), 'part')) {
  const { title, measure, lines } = parts[name];
  const data = await measure({
    networks: list(options.networks, Object.keys(workloads), 'network'),
    rounds: Number(options.rounds),
    cores: options.cores,
    wants: id => options.peers === '' || options.peers.split(',').some(part => id.includes(part)),
    missing,
  });
  result.parts[name] = data;
  console.log(['', title, ...lines(data)].join('\n'));
}
for (const line of missing) console.log(`\nmissing: ${line}`);
if (options.log) appendToLog(result);
if (options.json !== undefined) {
  mkdirSync(dirname(options.json), { recursive: true });
  writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestEager } from './parts/steps.mjs';

const here = import.meta.dirname;
const end = '<!-- /log -->';
const titles = { lenet5: 'LeNet-5', alexnet: 'AlexNet', googlenet: 'GoogLeNet', resnet: 'ResNet' };

/** How the log says it, in the language of each README. */
const languages = {
  'README.md': {
    what: way => `training step, \`${way}\`, ms (ratio to PyTorch's better eager form)`,
    comma: ', ',
    separator: '; ',
  },
  'README.zh-CN.md': {
    what: way => `训练一步，\`${way}\`，毫秒（与 PyTorch 较快的 eager 形式之比）`,
    comma: '，',
    separator: '；',
  },
};
const ways = { trainer: 'Trainer', fit: 'model.fit' };

/** Keeps all results in `results/`, and appends what the steps took to the log of both READMEs. */
export function appendToLog(result) {
  const { machine, parts } = result;
  const { cpu, cores, node, commit, date } = machine;
  const name = `${date.slice(0, 10)}-node${node.slice(1).split('.', 1)[0]}-${commit.replaceAll(' ', '-')}.json`;
  for (const [file, { what, comma, separator }] of Object.entries(languages)) {
    const rows = Object.entries(ways).flatMap(([id, way]) => {
      const cells = (parts.steps?.networks ?? []).flatMap(network => cellOf(id, network));
      if (cells.length === 0) return [];
      const result = `${cells.join(comma)}${separator}[JSON](results/${name})`;
      const where = `${cpu}, ${cores.split(',').length} cores`;
      return [`| ${[date.slice(0, 10), commit, where, node.slice(1), what(way), result].join(' | ')} |\n`];
    });
    const path = join(here, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replace(end, () => rows.join('') + end),
    );
  }
  mkdirSync(join(here, 'results'), { recursive: true });
  writeFileSync(join(here, 'results', name), JSON.stringify(result));
  const files = [...Object.keys(languages), `results/${name}`].map(file => join(here, file));
  execFileSync(join(here, '../node_modules/.bin/biome'), ['format', '--write', ...files], {
    stdio: 'ignore',
  });
}

function cellOf(id, { network, batchSize, peers }) {
  const row = peers.find(peer => peer.id === id);
  if (row?.median === undefined) return [];
  const best = bestEager(peers);
  const ratio = best ? ` (${(row.median / best.median).toFixed(2)})` : '';
  return [`${titles[network]} b${batchSize} ${row.median.toFixed(1)}${ratio}`];
}

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MNIST } from '@featuremap/datasets';
import { torchPython } from '../peers/torchPython.mjs';
import { summary } from '../turns.mjs';

/** The whole program, from its start to the accuracy on the test images: ours and the lecture's own. */
export const title = 'whole program';

const root = join(import.meta.dirname, '../..');
const mostTurns = 3;

export async function measure({ rounds, cores, missing }) {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-bench-'));
  try {
    const programs = await allPrograms(folder, missing);
    const seconds = new Map(programs.map(({ id }) => [id, []]));
    const accuracies = new Map();
    for (let turn = 0; turn < Math.min(mostTurns, rounds); turn++) {
      for (const { id, command, accuracyOf } of programs.filter(({ id }) => seconds.has(id))) {
        const start = performance.now();
        try {
          accuracies.set(id, accuracyOf(run(command, cores, folder)));
          seconds.get(id).push((performance.now() - start) / 1000);
        } catch (error) {
          missing.push(
            `${id}: ${String(error.stderr || error.message)
              .trim()
              .split('\n')
              .at(-1)}`,
          );
          seconds.delete(id);
        }
      }
    }
    return [...seconds].map(([id, list]) => ({ id, ...summary(list), accuracy: accuracies.get(id) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function allPrograms(folder, missing) {
  const ours = {
    id: 'featuremap train lenet5',
    command: [
      process.execPath,
      join(root, 'packages/cli/bin/featuremap.js'),
      'train',
      'lenet5',
      '--json',
      '--quiet',
    ],
    accuracyOf: output => JSON.parse(output).result.test.accuracy,
  };
  const python = torchPython(missing);
  if (python === null) return [ours];
  await layOutForTorchvision(folder);
  const command = [python, join(root, 'benchmarks/program/lenet5.py'), folder];
  return [ours, { id: "the lecture's program in PyTorch", command, accuracyOf: Number }];
}

/** The very files that our program reads, where torchvision looks for them. */
async function layOutForTorchvision(folder) {
  const raw = join(folder, 'MNIST/raw');
  mkdirSync(raw, { recursive: true });
  const paths = new Set();
  const onProgress = event => 'path' in event && paths.add(event.path);
  for (const train of [true, false]) await MNIST.load({ train, onProgress });
  for (const path of paths) copyFileSync(path, join(raw, path.slice(dirname(path).length + 1)));
}

function run(command, cores, cwd) {
  const pinned = process.platform === 'linux' ? ['taskset', '-c', cores, ...command] : command;
  const stdio = ['ignore', 'pipe', 'pipe'];
  return execFileSync(pinned[0], pinned.slice(1), { cwd, encoding: 'utf8', stdio, maxBuffer: 2 ** 26 });
}

export function lines(results) {
  const [ours, theirs] = results;
  return [
    ...results.map(
      ({ id, median, min, accuracy }) =>
        `  ${id.padEnd(34)} median ${median.toFixed(1).padStart(6)} s  min ${min.toFixed(1).padStart(6)} s  test accuracy ${(accuracy * 100).toFixed(2)}%`,
    ),
    ...(theirs ? [`  ratio ${(ours.median / theirs.median).toFixed(2)}, from start to exit`] : []),
  ];
}

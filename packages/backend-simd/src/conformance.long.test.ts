import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const script = join(import.meta.dirname, '../conformance/run.mjs');

/** The specs' tensors are small: this sends them the ways of large ones. */
const asIfLarge = { SIMD_SMALLEST_TASK: 0, SIMD_WINOGRAD_COST: 0, SIMD_PACKED_BYTES: 0 };
const plainMemory = { SIMD_SHARED_MEMORY: false };
const plainSimd = { SIMD_RELAXED: false };

const configurations: Record<string, number | boolean>[] = [
  {},
  plainSimd,
  plainMemory,
  asIfLarge,
  { ...asIfLarge, ...plainSimd },
  { ...asIfLarge, ...plainMemory },
];

const platform = process.platform === 'win32' ? 'win' : process.platform;
/** The other Node that users have, as the npm registry carries it: one without relaxed SIMD, one with. */
const otherVersion = process.versions.node.startsWith('20.') ? 24 : 20;
let folder: string;
const nodes = { [`Node ${process.versions.node}`]: process.execPath, [`Node ${otherVersion}`]: '' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'featuremap-node-'));
  const node = `node-${platform}-${process.arch}@${otherVersion}`;
  await run('npm', ['install', '--prefix', folder, '--ignore-scripts', node], {
    shell: process.platform === 'win32',
  });
  nodes[`Node ${otherVersion}`] = join(folder, 'node_modules/.bin/node');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Node 20 has no relaxed SIMD that a flag could switch off, and plain memory is not shared with threads. */
function isDistinct(node: string, flags: Record<string, number | boolean>): boolean {
  return !/^Node 20\b/.test(node) || flags.SIMD_RELAXED !== false;
}
const threadsWith = (flags: Record<string, number | boolean>) =>
  flags.SIMD_SHARED_MEMORY === false ? [1] : [1, 2, 4];

// Each run is a process of its own, mostly on one thread: two at once take half the time.
describe.concurrent.each(Object.keys(nodes))('on %s', node => {
  describe.each(configurations.filter(flags => isDistinct(node, flags)))('with the flags %o', flags => {
    it.each(threadsWith(flags))(
      "passes every one of TensorFlow.js's own specs on %i threads",
      async threads => {
        const { passed, failed, pending, idle, kernelRuns } = await conformance(nodes[node] as string, {
          threads,
          flags,
        });
        expect({ passed, failed, pending }).toEqual({ passed: 4225, failed: 0, pending: 5 });
        // Every native kernel was reached.
        expect(idle).toEqual([]);
        if (flags.SIMD_WINOGRAD_COST === 0) expect(kernelRuns.winogradConv2D).toBeGreaterThan(0);
        if (flags.SIMD_PACKED_BYTES === 0) expect(kernelRuns.multiplyBlocks).toBeGreaterThan(0);
      },
    );
  });
});

async function conformance(node: string, options: object) {
  // A failing spec makes the command fail too; its last line has the counts all the same.
  const { stdout } = await run(node, [script, JSON.stringify(options)], { maxBuffer: 1 << 26 }).catch(
    error => error as { stdout: string },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) as string);
}

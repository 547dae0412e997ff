import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleSpecs } from '../../packages/backend-simd/conformance/bundle.mjs';
import { startChromium } from './chromium.js';
import { runInPage, type Thread } from './page.js';

/** How the specs are run: see packages/backend-simd/conformance/specs.js. */
interface Configuration {
  thread: Thread;
  isolated: boolean;
  backendName?: 'simd' | 'cpu';
  flags?: Readonly<Record<string, number | boolean>>;
  only?: string;
}

/** What they come to. */
interface Outcome {
  passed: number;
  failed: number;
  pending: number;
  /** The specs that failed and, on a page, why. */
  failures: string[];
  /** Native kernels that no spec has reached. */
  idle: string[];
  features: { threads: number; sharedMemory: boolean };
}

/** Specs of tfjs-core 4.22 for a page: more than in Node, as those of canvases and downloads are among them. */
const onPage = { passed: 4370, failed: 0, pending: 11 };
/** In a worker those fail that look for a document, and some are not registered. */
const inWorker = { passed: 4304, failed: 47, pending: 5 };
const threads = 2;

/** Asks a timer for less than 4 ms, which a busy machine cannot always give, and a worker without a window never. */
const timer = 'setTimeoutCustom';

let browser: Browser;
let specs: string;

beforeAll(async () => {
  browser = await startChromium();
  specs = await bundleSpecs('browser');
});
afterAll(() => browser?.close());

/** The specs' tensors are small: this sends them the ways of large ones. */
const asIfLarge = { SIMD_SMALLEST_TASK: 0, SIMD_WINOGRAD_COST: 0, SIMD_PACKED_BYTES: 0 };
const configurations: Configuration['flags'][] = [{}, { SIMD_RELAXED: false }, asIfLarge];

describe.each(configurations)('with the flags %o', flags => {
  it.each([true, false])("passes TensorFlow.js's own specs on a page, isolated: %s", async isolated => {
    const outcome = await run({ thread: 'page', isolated, flags });
    expect(outcome).toMatchObject({ ...onPage, failures: [], idle: [] });
    expect(outcome.features).toMatchObject(sharing(isolated));
  });

  it.each([true, false])('passes in a worker all but what needs a document, isolated: %s', async isolated => {
    const outcome = await run({ thread: 'worker', isolated, flags });
    const { failures } = await plainEngineInWorker();
    expect(outcome).toMatchObject({ ...inWorker, failures, idle: [] });
    expect(outcome.features).toMatchObject(sharing(isolated));
  });
});

it('fails in a worker of no spec but those that look for a document, as the plain engine does', async () => {
  const { passed, failures } = await plainEngineInWorker();
  expect(passed).toBeGreaterThan(4300);
  const document =
    /browserDownloads|http-load|IndexedDB|LocalStorage|IORouterRegistry|canvas|fromPixels|setTimeout/;
  expect(failures.filter(failure => !document.test(failure))).toEqual([]);
});

let plainOutcome: Promise<Outcome> | undefined;

/** What the `cpu` engine comes to, where the same specs fail since a worker has no document and no local storage. */
function plainEngineInWorker(): Promise<Outcome> {
  plainOutcome ??= run({ thread: 'worker', isolated: true, backendName: 'cpu' });
  return plainOutcome;
}

async function run(configuration: Configuration): Promise<Outcome> {
  const outcome = await runOnce(configuration);
  if (configuration.thread === 'worker' || !outcome.failures.some(isTimer)) return outcome;
  const again = await runOnce({ ...configuration, only: timer });
  expect(again.failures).toEqual([]);
  const { passed, failed, failures } = outcome;
  return {
    ...outcome,
    passed: passed + 1,
    failed: failed - 1,
    failures: failures.filter(name => !isTimer(name)),
  };
}

function isTimer(failure: string): boolean {
  return failure.includes(timer);
}

async function runOnce({ thread, isolated, ...options }: Configuration): Promise<Outcome> {
  const program = `globalThis.conformance = ${JSON.stringify({ threads, ...options })};\n${specs}`;
  const outcome = await runInPage<Outcome>(browser, program, { thread, isolated });
  // Where specs are to fail, only which ones counts.
  return thread === 'page' ? outcome : { ...outcome, failures: outcome.failures.map(nameOf) };
}

/** The spec's name alone: that of its suite has the engine and its flags in it, and a message may have times. */
function nameOf(failure: string): string {
  return (failure.split('\n')[0] ?? '').replace(/ (simd|cpu) \{.*?\}/, '');
}

function sharing(isolated: boolean) {
  return { sharedMemory: isolated, threads: isolated ? threads : 1 };
}

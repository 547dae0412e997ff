import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
/** Specs of tfjs-core 4.22 that run in Node; five of its 4,230 are marked pending by their authors. */
const SPECS = 4225;

it("passes every one of TensorFlow.js's own specs", async () => {
  const script = join(import.meta.dirname, '../conformance/run.mjs');
  const { stdout } = await run(process.execPath, [script, '{"threads":2}'], { maxBuffer: 1 << 26 });
  const { passed, failed, pending } = JSON.parse(stdout.trim().split('\n').at(-1) as string);
  expect({ passed, failed, pending }).toEqual({ passed: SPECS, failed: 0, pending: 5 });
});

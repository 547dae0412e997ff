import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const script = join(import.meta.dirname, '../conformance/run.mjs');

const flags = [
  {},
  { SIMD_RELAXED: false },
  { SIMD_SHARED_MEMORY: false },
  // Nothing is too small for threads: the parallel paths are what is tested.
  { SIMD_SMALLEST_TASK: 0 },
];

describe.each(flags)('with the flags %o', flags => {
  it.each([1, 2, 4])("passes every one of TensorFlow.js's own specs on %i threads", async threads => {
    const options = JSON.stringify({ threads, flags });
    const { stdout } = await run(process.execPath, [script, options], { maxBuffer: 1 << 26 });
    const { failed, passed, idle } = JSON.parse(stdout.trim().split('\n').at(-1) as string);
    expect({ failed, passed }).toEqual({ failed: 0, passed: 4225 });
    // Every native kernel was reached.
    expect(idle).toEqual([]);
  });
});

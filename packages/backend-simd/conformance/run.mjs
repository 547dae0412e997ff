/**
 * Runs tfjs-core's own specs on the engine and prints what failed, then one line of JSON:
 *   node conformance/run.mjs '{"threads":2,"flags":{"SIMD_RELAXED":false},"only":"part of the name"}'
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSpecs } from './bundle.mjs';

const options = JSON.parse(process.argv[2] ?? '{}');
globalThis.conformance = options;

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
try {
  const bundle = join(folder, 'specs.cjs');
  writeFileSync(bundle, await bundleSpecs('node'));
  createRequire(import.meta.url)(bundle);
  const { failures, ...result } = await globalThis.outcome;
  for (const failure of failures) console.log(`FAILED ${failure}`);
  console.log(JSON.stringify({ ...options, ...result }));
  process.exitCode = result.failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

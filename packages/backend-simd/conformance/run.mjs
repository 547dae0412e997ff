/**
 * Runs tfjs-core's own specs on an engine and prints what failed, then one line of JSON:
 *   node conformance/run.mjs '{"threads":2,"flags":{"SIMD_RELAXED":false}}' [part of a spec's name]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSpecs } from './bundle.mjs';

const options = { backendName: 'simd', flags: {}, ...JSON.parse(process.argv[2] ?? '{}') };
const only = process.argv[3];
const require = createRequire(import.meta.url);
require('jasmine-core').boot();
globalThis.conformance = options;
// The specs warn about each deprecated option they use.
console.warn = () => {};

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
const result = { ...options, passed: 0, failed: 0, pending: 0 };
try {
  const bundle = join(folder, 'specs.cjs');
  await bundleSpecs(bundle, 'node');
  const env = globalThis.jasmine.getEnv();
  env.configure({
    random: false,
    ...(only ? { specFilter: spec => spec.getFullName().includes(only) } : {}),
  });
  env.addReporter({
    specDone: report,
    suiteDone: suite => suite.failedExpectations.forEach(show(suite.fullName)),
  });
  require(bundle);
  await env.execute();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const calls = Object.fromEntries(options.kernelCalls());
const idle = options.nativeOps.filter(name => !(calls[name]?.native > 0));
console.log(JSON.stringify({ ...result, kernelCalls: undefined, calls, idle }));
process.exit(result.failed === 0 ? 0 : 1);

function report(spec) {
  if (spec.status === 'passed') result.passed++;
  else if (spec.status === 'failed') {
    result.failed++;
    spec.failedExpectations.slice(0, 1).forEach(show(spec.fullName));
  } else if (spec.status === 'pending') result.pending++;
}

function show(name) {
  return ({ message, stack }) => {
    const at = only ? `\n${stack}` : '';
    console.log(`FAILED ${name}\n  ${message.split('\n')[0].slice(0, 300)}${at}`);
  };
}

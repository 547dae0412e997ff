import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles tfjs-core's own specs with this package on one copy of tfjs-core: in Node its package resolves to
 * CommonJS, while the specs are ES modules that import its parts by file.
 * @param {string} outfile
 * @param {'node' | 'browser'} platform
 */
export async function bundleSpecs(outfile, platform) {
  await build({
    entryPoints: [join(import.meta.dirname, 'specs.js')],
    outfile,
    bundle: true,
    platform,
    format: platform === 'node' ? 'cjs' : 'iife',
    mainFields: ['module', 'main'],
    conditions: [platform === 'node' ? 'node' : 'browser'],
    // Kernels and gradients register themselves by side effects that tfjs-core declares it has not.
    ignoreAnnotations: true,
    external: platform === 'node' ? ['node-fetch'] : [],
    logLevel: 'error',
  });
}

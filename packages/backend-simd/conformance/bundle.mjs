import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The specs of drawing take the engine's name for that of the canvas it draws on, unless it is the one they know. */
const drawsOnPlainCanvas = {
  name: 'draws-on-plain-canvas',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /tfjs-core.dist.ops.draw_test\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace("env.name === 'cpu'", "env.name !== 'webgl'");
      if (contents === source) throw new Error(`${path}: expected it to compare env.name with 'cpu'.`);
      return { contents };
    });
  },
};

/**
 * Bundles tfjs-core's own specs with this package on one copy of tfjs-core: in Node its package resolves to
 * CommonJS, while the specs are ES modules that import its parts by file. Loading the bundle runs the specs as
 * `globalThis.conformance` says (see run.mjs) and sets `globalThis.outcome` to a promise of the result.
 * @param {'node' | 'browser'} platform
 * @returns {Promise<string>} a CommonJS module for Node, a classic script for browsers
 */
export async function bundleSpecs(platform) {
  const inNode = platform === 'node';
  const { outputFiles = [] } = await build({
    entryPoints: [join(import.meta.dirname, 'specs.js')],
    write: false,
    bundle: true,
    platform,
    format: inNode ? 'cjs' : 'iife',
    mainFields: ['module', 'main'],
    conditions: [inNode ? 'node' : 'browser'],
    // Kernels and gradients register themselves by side effects that tfjs-core declares it has not.
    ignoreAnnotations: true,
    external: inNode ? ['node-fetch'] : [],
    // Jasmine finds its globals by Node's name for them.
    define: inNode ? {} : { global: 'globalThis' },
    plugins: [drawsOnPlainCanvas],
    logLevel: 'error',
  });
  return outputFiles.map(({ text }) => text).join('');
}

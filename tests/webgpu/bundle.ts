import { build } from 'esbuild';
import { root } from '../packages.js';

/**
 * A program that compares one network with PyTorch on WebGPU, as one file.
 *
 * @param source what to do with `compareOnGpu`, which it finds imported
 * @returns an ES module for Node that finds its packages where it is put, or a classic script for browsers
 */
export async function bundleComparison(source: string, platform: 'node' | 'browser'): Promise<string> {
  const inNode = platform === 'node';
  // A bundler cannot see the import of a package that may not be there: a page imports the backend itself.
  const backend = inNode ? '' : "import '@tensorflow/tfjs-backend-webgpu';";
  const contents = `${backend} import { compareOnGpu } from './tests/webgpu/programs/reference.ts'; ${source}`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform,
    format: inNode ? 'esm' : 'iife',
    packages: inNode ? 'external' : 'bundle',
    write: false,
    logLevel: 'error',
  });
  return outputFiles.map(({ text }) => text).join('');
}

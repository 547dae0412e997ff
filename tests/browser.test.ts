import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { packages, root } from './packages.js';

/** Importing these registers something with TensorFlow.js, for programs that use no name of theirs. */
const registerByImport = ['backend-simd', 'layers'];

/** What runs in browsers as well as in Node. `device` and `cli` choose and drive what is Node's own. */
const forBrowsers = ['backend-simd', 'datasets', 'layers', 'models', 'trainer'];

describe.each(packages.filter(({ folder }) => forBrowsers.includes(folder)))('$folder', ({ manifest }) => {
  it('bundles for the browser from its main entry, with nothing of Node in the bundle', async () => {
    // Side effects are kept, or the bundler would drop a module before it sees what that imports.
    const bundle = await build({
      stdin: { contents: `export * from '${manifest.name}';`, resolveDir: root },
      bundle: true,
      platform: 'browser',
      format: 'esm',
      ignoreAnnotations: true,
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const external = Object.values(bundle.metafile.inputs)
      .flatMap(input => input.imports)
      .filter(({ external }) => external);
    expect(external.map(({ path }) => path)).toEqual([]);
    expect(bundle.warnings.map(({ text }) => text)).toEqual([]);
    expect(Object.keys(bundle.metafile.inputs)).toContainEqual(
      expect.stringMatching(/^packages\/.*\/dist\//),
    );
  });
});

describe.each(packages.filter(({ folder }) => registerByImport.includes(folder)))(
  '$folder',
  ({ manifest }) => {
    it('is not dropped by a bundler from a program that imports it only to register it', async () => {
      const bundle = await build({
        stdin: { contents: `import '${manifest.name}';`, resolveDir: root },
        bundle: true,
        platform: 'browser',
        format: 'esm',
        write: false,
        external: ['@tensorflow/*'],
      });
      expect(bundle.outputFiles[0]?.text).toMatch(/register(Backend|Kernel|Class)/);
    });
  },
);

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('keeps the blocks in the bundle of a program that imports it only to load a saved network', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "import '@featuremap/models';",
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    external: ['@tensorflow/*'],
    write: false,
  });
  for (const name of ['Inception', 'ResidualBlock', 'SeededDropout', 'TorchUniform']) {
    expect(outputFiles[0].text).toContain(`className = "${name}"`);
  }
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { fall, folderWithOurPackages, runProgram } from './program.js';

/** The programs that our users write; packed.long.test.ts runs the others, as installed from the registry. */
describe('a program of the README', () => {
  it('speeds up a TensorFlow.js program by importing the engine, and learns on it', async () => {
    const result = await runOurs('faster');
    expect(result).toEqual({ backend: 'simd', loss: expect.any(Array) });
    expect(fall(result.loss)).toBeGreaterThan(0.05);
  });

  it('trains by the loop written out, and leaks no tensor', async () => {
    const result = await runOurs('loop');
    expect(result.backend).toBe('simd');
    expect(result.losses).toHaveLength(2 * (2048 / 256));
    expect(fall(result.losses)).toBeGreaterThan(0.5);
    const [first] = result.tensorsAfterEpoch as number[];
    expect(result.tensorsAfterEpoch).toEqual([first, first]);
  });

  it('saves, loads and trains a model of its own with both blocks in it', async () => {
    const result = await runOurs('blocks');
    expect(result.layers).toEqual(expect.arrayContaining(['ResidualBlock', 'Inception']));
    expect(result).toMatchObject({ weights: 0, difference: 0 });
    expect(result.spread).toBeGreaterThan(0);
    expect(fall(result.loss)).toBeGreaterThan(0);
  });
});

async function runOurs(program: string): Promise<Record<string, unknown>> {
  const folder = folderWithOurPackages();
  const source = readFileSync(join(import.meta.dirname, 'programs', `${program}.ts`), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' });
  writeFileSync(join(folder, `${program}.mjs`), code);
  return runProgram(folder, `${program}.mjs`);
}

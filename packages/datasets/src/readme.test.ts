import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { temporaryFolderIn } from './testing/temporaryFolder.js';

const packageFolder = join(import.meta.dirname, '..');
const readme = readFileSync(join(packageFolder, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!);
const haveFashionMnist = existsSync('/usr/share/datasets/fashion-mnist');

/** What an example says that it prints: the comments at the ends of its lines with `console.log`. */
function promised(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\);\s+\/\/ (.*)$/gm)].map(([, text]) => text!);
}

describe('the README', () => {
  it('has examples that type-check in strict mode', () => {
    const folder = temporaryFolderIn(packageFolder);
    const files = examples.map((code, n) => {
      const file = join(folder, `example${n}.ts`);
      writeFileSync(file, code);
      return file;
    });
    const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
    const options =
      '--ignoreConfig --noEmit --strict --target es2022 --module nodenext --lib es2023,dom --types node';
    const { stdout } = spawnSync(process.execPath, [tsc, ...options.split(' '), ...files], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  it.for(examples)('has an example that runs and prints what it says: %#', (code, { skip }) => {
    if (code.includes('FashionMNIST') && !haveFashionMnist) skip('FashionMNIST is not on this machine');
    const file = join(temporaryFolderIn(packageFolder), 'example.mjs');
    writeFileSync(file, transformSync(code, { loader: 'ts', format: 'esm', target: 'es2022' }).code);
    const printed = execFileSync(process.execPath, [file], { encoding: 'utf8' });
    for (const line of promised(code)) expect(printed.split('\n')).toContain(line);
  });
});

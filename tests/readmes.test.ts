import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { packages, root } from './packages.js';
import { folderWithOurPackages, run } from './program.js';

/** One example of a README: a block that imports, with the blocks after it that go on from there. */
interface Example {
  readonly readme: string;
  readonly line: number;
  readonly source: string;
  /** False where the README says ```ts no-run: it needs what a test has not, such as a download. */
  readonly runs: boolean;
}

/** A package whose examples need more than a program of their own has a test for them beside its sources. */
const readmes = [
  'README.md',
  'README.zh-CN.md',
  ...packages
    .filter(({ path }) => !existsSync(join(path, 'src/readme.test.ts')))
    .map(({ folder }) => `packages/${folder}/README.md`),
].filter(readme => existsSync(join(root, readme)));

describe.each(readmes)('%s', readme => {
  const examples = examplesOf(readme);

  it.each(examples)('has an example in line $line that runs in a strict program', async example => {
    const folder = folderWithOurPackages();
    const { javascript, errors } = compile(folder, example);
    expect(errors).toEqual([]);
    writeFileSync(join(folder, 'example.mjs'), javascript);
    // An example that downloads is to leave nothing behind in the cache of whoever runs the tests.
    const own = { XDG_CACHE_HOME: join(folder, 'cache') };
    if (example.runs) await run(folder, process.execPath, ['example.mjs'], 110, own);
  });
});

function examplesOf(readme: string): Example[] {
  const text = readFileSync(join(root, readme), 'utf8');
  const blocks = [...text.matchAll(/^```ts\b(.*)\n([\s\S]*?)^```$/gm)].map(match => ({
    readme,
    line: text.slice(0, match.index).split('\n').length + 1,
    source: match[2] ?? '',
    runs: !match[1]?.includes('no-run'),
  }));
  const examples: Example[] = [];
  for (const block of blocks) {
    const last = examples.at(-1);
    const starts = !last || block.source.trimStart().startsWith('import ');
    if (starts) examples.push(block);
    else
      examples.splice(-1, 1, { ...last, source: last.source + block.source, runs: last.runs && block.runs });
  }
  return examples;
}

function compile(folder: string, { source }: Example): { javascript: string; errors: string[] } {
  const file = join(folder, 'example.mts');
  writeFileSync(file, source);
  const program = ts.createProgram([file], {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  });
  let javascript = '';
  program.emit(undefined, (_, text) => {
    javascript = text;
  });
  const errors = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  return { javascript, errors };
}

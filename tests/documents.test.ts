import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { course } from './course.js';
import { packages, root } from './packages.js';

const folders = [
  '.',
  'benchmarks',
  'docs',
  'exercises',
  ...course.exercises.map(({ path }) => relative(root, path)),
  ...packages.map(({ folder }) => `packages/${folder}`),
];
const documents = folders.flatMap(folder =>
  readdirSync(join(root, folder))
    .filter(file => file.endsWith('.md') && file !== 'CHANGELOG.md')
    .map(file => join(folder, file)),
);
const chinese = documents.filter(document => document.endsWith('.zh-CN.md'));

describe.each(documents)('%s', document => {
  it('links to nothing that is not there', () => {
    const targets = links(document).filter(target => !/^(https?:|#)/.test(target));
    const missing = targets.filter(
      target => !existsSync(join(root, dirname(document), target.replace(/#.*/, ''))),
    );
    expect(missing).toEqual([]);
  });
});

describe.each(chinese)('%s', document => {
  const english = document.replace('.zh-CN', '');

  it.each<[string, (document: string) => string[]]>([
    ['sections', document => matches(document, /^#+ /gm)],
    // Of code that has a language; what a program prints is in the reader's own.
    ['code', document => matches(document, /^```\w[\s\S]*?^```$/gm).map(withoutComments)],
    ['table rows', document => matches(document, /^\|/gm)],
    [
      'links',
      document =>
        links(document)
          .map(target => target.replace('.zh-CN', ''))
          .sort(),
    ],
    ['figures', document => matches(document, /(?<![\w.-])\d[\d,.]*\d|(?<![\w.-])\d/g).sort()],
  ])('has the same %s as in English', (_, read) => {
    expect(read(document)).toEqual(read(english));
  });
});

function links(document: string): string[] {
  return [...read(document).matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1] ?? '');
}

function matches(document: string, pattern: RegExp): string[] {
  return read(document).match(pattern) ?? [];
}

/** Comments in commands are prose, and are translated. */
function withoutComments(code: string): string {
  return code.replace(/ +#.*$/gm, '');
}

function read(document: string): string {
  return readFileSync(join(root, document), 'utf8');
}

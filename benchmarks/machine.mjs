import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/** What a figure must be given with. @param {string} cores */
export function machine(cores) {
  return {
    cpu: cpus()[0].model,
    cores,
    node: process.version,
    commit: commit(),
    date: new Date().toISOString(),
  };
}

function commit() {
  if (!existsSync(join(import.meta.dirname, '../.git'))) return 'none';
  const git = args => execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  const isChanged = git(['status', '--porcelain', '--untracked-files=no']) !== '';
  return git(['rev-parse', '--short', 'HEAD']) + (isChanged ? ' with changes' : '');
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = import.meta.dirname;

/**
 * Builds every package through Nx's cache and says nothing about it: the programs that need the packages built
 * (`npm start`, vitest) have their own output.
 *
 * @throws {Error} carrying the compilers' messages when a package does not build.
 */
export function buildPackages() {
  const nx = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'nx.cmd' : 'nx');
  const build = spawnSync(nx, ['run-many', '-t', 'build'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    shell: process.platform === 'win32',
  });
  if (build.error) throw new Error(`cannot run Nx (${build.error.message}); has \`npm ci\` run?`);
  if (build.status !== 0) throw new Error(`the packages do not build\n${build.stdout}${build.stderr}`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    buildPackages();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = import.meta.dirname;

/** A build from the cache takes less; whoever waits longer wants to know for what. */
const patienceMs = 5_000;

/**
 * Builds every package through Nx's cache and says nothing about it unless it takes long: the programs that need the
 * packages built (`npm start`, vitest) have their own output.
 *
 * @throws {Error} carrying the compilers' messages when a package does not build.
 */
export async function buildPackages() {
  const nx = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'nx.cmd' : 'nx');
  const build = spawn(nx, ['run-many', '-t', 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [build.stdout, build.stderr]) {
    stream.on('data', text => {
      output += text;
    });
  }
  const notice = setTimeout(() => {
    console.error('Building the packages. The first time this takes about a minute.');
  }, patienceMs);
  try {
    const status = await new Promise((resolve, reject) => {
      build.on('error', reject);
      build.on('close', resolve);
    }).catch(error => {
      throw new Error(`cannot run Nx (${error.message}); has \`npm ci\` run?`);
    });
    if (status !== 0) throw new Error(`the packages do not build\n${output}`);
  } finally {
    clearTimeout(notice);
  }
}

if (process.argv[1] === import.meta.filename) {
  try {
    await buildPackages();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

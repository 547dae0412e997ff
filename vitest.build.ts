import { spawnSync } from 'node:child_process';

/** Builds the packages through Nx's cache, so that plain `npx vitest` works in a fresh clone. */
export function setup(): void {
  const build = spawnSync('npx', ['nx', 'run-many', '-t', 'build', '--outputStyle=static'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  if (build.status !== 0) throw new Error(`the packages do not build:\n${build.stdout}${build.stderr}`);
}

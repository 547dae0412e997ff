import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packages } from './packages.js';
import { run } from './program.js';

/**
 * A new project outside the repository that has what a user has after `npm install`: our packages as they are packed
 * for the registry, TensorFlow.js, and nothing else that we chose.
 *
 * @param more further packages that this user installs
 * @returns its folder, which the caller removes
 */
export async function installPackedPackages(...more: string[]): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'featuremap-packed-'));
  const tarballs = join(project, 'tarballs');
  mkdirSync(tarballs);
  for (const { path } of packages) await run(path, 'npm', ['pack', '--pack-destination', tarballs]);

  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const packed = readdirSync(tarballs).map(file => join(tarballs, file));
  await run(
    project,
    'npm',
    ['install', '--ignore-scripts', ...packed, '@tensorflow/tfjs@^4.22.0', ...more],
    600,
  );
  return project;
}

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A Python with PyTorch and torchvision: the one that FEATUREMAP_TORCH_PYTHON names, else a virtual environment of our own in the
 * user's cache folder, made on the first call from the configured package index (several gigabytes).
 * @param {string[]} missing gets a line when it cannot be had
 * @returns {string | null}
 */
export function torchPython(missing) {
  const named = process.env.FEATUREMAP_TORCH_PYTHON;
  if (named) return named;
  const folder = join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'featuremap/bench-torchvision',
  );
  const python = join(folder, 'bin/python');
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return python;
  console.error(`Installing PyTorch into ${folder} …`);
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'torch', 'torchvision', 'numpy'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    execFileSync(python, ['-c', `open(${JSON.stringify(complete)}, "w").close()`]);
    return python;
  } catch (error) {
    missing.push(`PyTorch: ${String(error.message).trim().split('\n').at(-1)}`);
    return null;
  }
}

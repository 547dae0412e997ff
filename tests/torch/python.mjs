import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Longest time for one program, in milliseconds. The longest one, the installation of PyTorch, takes a few minutes. */
const PATIENCE = 900_000;
const folder = join(import.meta.dirname, '../../node_modules/.cache/featuremap/torch');

/**
 * A Python that has PyTorch and safetensors: the one that FEATUREMAP_TORCH_PYTHON names, else a virtual environment
 * of our own. That takes PyTorch from the system where it is installed there (Debian's python3-torch, 152 MB), else
 * from the configured package index, whose wheel for Linux brings CUDA along (several gigabytes).
 *
 * @returns {string}
 * @throws {Error} when there is none and none can be made
 */
export function torchPython() {
  const named = process.env.FEATUREMAP_TORCH_PYTHON;
  const ready = 'import torch, safetensors.torch';
  if (named) {
    run(named, ['-c', ready]);
    return named;
  }
  const python = join(folder, 'bin', 'python');
  if (succeeds(python, ['-c', ready])) return python;

  const system = ['/usr/bin/python3', 'python3'].find(candidate =>
    succeeds(candidate, ['-c', 'import torch']),
  );
  const missing = system ? ['safetensors'] : ['safetensors', 'torch', 'numpy'];
  console.log(`installing ${missing.join(', ')} into ${folder}`);
  const options = system ? ['--system-site-packages'] : [];
  run(system ?? 'python3', ['-m', 'venv', '--clear', ...options, folder]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...missing]);
  run(python, ['-c', ready]);
  return python;
}

/**
 * Runs a program and returns what it prints.
 *
 * @param {string} program
 * @param {string[]} args
 * @throws {Error} when it fails, with the last line of what it said, and when it does not end
 */
export function run(program, args) {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  if (error && Reflect.get(error, 'code') === 'ETIMEDOUT') {
    throw new Error(`${program} ${args.join(' ')}: did not end within ${PATIENCE / 60_000} minutes`);
  }
  if (error) throw new Error(`cannot run ${program}: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.trim().split('\n').at(-1)}`);
  return stdout;
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function succeeds(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { engines } from './engines/all.js';
import { findInstall, installFolder, markerFile } from './installed.js';
import { chooseFrom } from './useDevice.js';

afterEach(() => vi.unstubAllEnvs());

it('looks in the folder that a variable names, else in the cache of the user', () => {
  expect(installFolder('tensorflow', { FEATUREMAP_TENSORFLOW: '/opt/tf' })).toBe('/opt/tf');
  expect(installFolder('cuda', { FEATUREMAP_TENSORFLOW: '/opt/tf', XDG_CACHE_HOME: '/c' })).toBe(
    '/c/featuremap/cuda',
  );
  const usual = join(homedir(), '.cache/featuremap/tensorflow');
  expect(installFolder('tensorflow', {})).toBe(usual);
  expect(installFolder('tensorflow', { XDG_CACHE_HOME: 'relative' })).toBe(usual);
});

it.each([
  ['no marker', undefined],
  ['a marker that was cut off', '{"format":1,"dev'],
  ["the other device's marker", JSON.stringify({ format: 1, device: 'cuda' })],
  ['the marker of a later version', JSON.stringify({ format: 2, device: 'tensorflow' })],
])('picks up no folder with %s', (_, marker) => {
  const folder = temporaryFolder();
  if (marker) writeFileSync(join(folder, markerFile), marker);
  expect(findInstall('tensorflow', folder)).toBeUndefined();
});

it('says which install does not load, and the command that mends it', async () => {
  const folder = temporaryFolder();
  vi.stubEnv('FEATUREMAP_TENSORFLOW', folder);
  writeFileSync(join(folder, markerFile), JSON.stringify({ format: 1, device: 'tensorflow' }));
  mkdirSync(join(folder, 'node_modules'));
  const chosen = chooseFrom(engines, 'tensorflow');
  await expect(chosen).rejects.toMatchObject({ name: 'DeviceError', code: 'unavailable' });
  await expect(chosen).rejects.toThrow(`the library in ${folder} does not load: Cannot find module`);
  await expect(chosen).rejects.toThrow('Install it with `featuremap setup tensorflow`');
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-install-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

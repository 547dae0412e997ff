import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packages, root } from './packages.js';

const firstVersion = packages[0]?.manifest.version;

describe.each(packages)('$folder', ({ folder, path, manifest }) => {
  it('says what it is, under which licence, and on which Node it runs', () => {
    expect(manifest).toMatchObject({
      name: `@featuremap/${folder}`,
      description: expect.stringMatching(/^.{20,}/),
      license: 'Apache-2.0',
      engines: { node: '>=20.19' },
      publishConfig: { access: 'public' },
    });
  });

  it.each(['LICENSE', 'NOTICE'])('carries the %s of the repository', file => {
    expect(readFileSync(join(path, file), 'utf8')).toBe(readFileSync(join(root, file), 'utf8'));
  });

  it('has a README, which the registry shows', () => {
    expect(existsSync(join(path, 'README.md'))).toBe(true);
  });

  it('has the version of all the others, and asks for exactly that version of them', () => {
    expect(manifest.version).toBe(firstVersion);
    const ours = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies });
    const versions = ours.filter(([name]) => name.startsWith('@featuremap/')).map(([, version]) => version);
    expect(versions).toEqual(versions.map(() => firstVersion));
  });
});

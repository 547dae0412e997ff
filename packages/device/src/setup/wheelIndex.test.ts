import { expect, it } from 'vitest';
import type { PackageIndexes } from './pipConfiguration.js';
import { type Shelves, startIndex } from './testing/fakeIndex.js';
import { findWheel } from './wheelIndex.js';

const wheels = new Map(
  [
    'cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64',
    'cp311-cp311-win_amd64',
    'cp311-cp311-macosx_11_0_arm64',
  ]
    .map(tags => `tensorflow_cpu-2.15.1-${tags}.whl`)
    .concat('tensorflow_cpu-2.16.0-cp311-cp311-manylinux_2_17_x86_64.whl', 'tensorflow_cpu-2.15.1.tar.gz')
    .map((file, at) => [file, Buffer.alloc(at + 1)] as const),
);
const wanted = 'tensorflow_cpu-2.15.1-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl';

it.each(['json', 'html'] as const)(
  'finds the wheel for this platform in an index that answers in %s',
  async format => {
    const index = await startIndex({ wheels, format });
    const wheel = await find([index.simple]);
    expect(wheel).toMatchObject({ file: wanted, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(wheel.url.href).toBe(new URL(`../files/${wanted}`, index.simple).href);
    expect(wheel.size).toBe(format === 'json' ? 1 : undefined);
  },
);

it('asks the next index when one does not have it', async () => {
  const empty = await startIndex({ wheels: new Map() });
  const full = await startIndex({ wheels });
  expect((await find([empty.simple, full.simple])).url.origin).toBe(new URL(full.simple).origin);
});

it('sends the user and password of the address, and gives them to the files on the same host', async () => {
  const index = await startIndex({ wheels });
  const wheel = await find([index.simple.replace('//', '//me:s%40cret@')]);
  const authorization = `Basic ${Buffer.from('me:s@cret').toString('base64')}`;
  expect(index.requests).toMatchObject([{ path: '/simple/tensorflow-cpu/', authorization }]);
  expect([wheel.url.username, wheel.url.password]).toEqual(['me', 's%40cret']);
});

it.each([
  ['has no such project', { wheels: new Map() }, /: HTTP 404/],
  ['has it for other platforms only', { wheels: without(wanted) }, /has no wheel of it for Linux on x86-64/],
  ['gives no checksum', { wheels, sha256: '' }, /it gives no SHA-256 for tensorflow_cpu/],
] satisfies [string, Shelves, RegExp][])('says why when the only index %s', async (_, shelves, reason) => {
  const index = await startIndex(shelves);
  const found = find([index.simple]);
  await expect(found).rejects.toMatchObject({ name: 'SetupError', code: 'index' });
  await expect(found).rejects.toThrow(/^no package index gave tensorflow-cpu 2\.15\.1 \(/);
  await expect(found).rejects.toThrow(reason);
});

it('asks no other machine over plain http, unless pip trusts it', async () => {
  await expect(find(['http://index.invalid/simple/'])).rejects.toThrow('not asked over plain http');
  const trusted = find(['http://index.invalid/simple/'], ['index.invalid']);
  await expect(trusted).rejects.toThrow(/index\.invalid: (?!it is not asked)/);
});

function find(urls: string[], trustedHosts: string[] = []) {
  const indexes: PackageIndexes = { urls: urls.map(url => new URL(url)), trustedHosts };
  return findWheel('tensorflow-cpu', '2.15.1', { indexes, signal: undefined, stallTimeout: 5000 });
}

function without(file: string) {
  return new Map([...wheels].filter(([name]) => name !== file));
}

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type FakeIndex, sendStart, startIndex } from '../../../device/src/setup/testing/fakeIndex.js';
import { environment, shelves } from '../../../device/src/setup/testing/fakeWorld.js';
import {
  emptyFolder,
  featuremap,
  featuremapAfter,
  finished,
  startFeaturemap,
} from '../testing/featuremap.js';

it('sets up, says how it is used, and prints it as JSON', async () => {
  const { index, folder, env } = await prepare();
  const dir = join(folder, 'tensorflow');
  const { exitCode, stdout, stderr } = await featuremap(folder, args(dir, '--json'), env);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ device: 'tensorflow', folder: dir, made: true, gpu: false });
  expect(stderr).toContain('a gradient came out right');
  const words = stderr.replace(/\s+/g, ' ');
  expect(words).toContain(`FEATUREMAP_TENSORFLOW=${dir} featuremap train lenet5 --device tensorflow`);
  expect(index.wheelRequests()).toHaveLength(1);
});

it('--dry-run prints what it would fetch, and writes nothing', async () => {
  const { folder, env } = await prepare();
  const { exitCode, stdout } = await featuremap(folder, args(join(folder, 'new'), '--dry-run'), env);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/tensorflow_cpu 2\.15\.1 +0\.3\n/);
  expect(existsSync(join(folder, 'new.setup'))).toBe(false);
});

it.each([
  ['Ctrl-C', 'SIGINT', 130],
  ['SIGTERM', 'SIGTERM', 143],
  ['a process that is killed', 'SIGKILL', null],
] as const)('leaves no install after %s, and goes on the next time', async (_, signal, expected) => {
  const { index, folder, env } = await prepare();
  const dir = join(folder, 'tensorflow');
  const stalled = new Promise<void>(resolve => {
    index.fault = (file, response) => {
      sendStart(100_000, file, response, 'stall');
      setTimeout(resolve, 500);
      return true;
    };
  });
  const child = startFeaturemap(folder, args(dir), env);
  const closed = once(child, 'close');
  await stalled;
  child.kill(signal);
  await closed;
  expect(child.exitCode).toBe(expected);
  expect(existsSync(dir)).toBe(false);

  index.fault = undefined;
  expect((await featuremap(folder, args(dir), env)).exitCode).toBe(0);
  expect(index.wheelRequests().map(({ range }) => range)).toEqual([undefined, 'bytes=100000-']);
});

it('says in one line that a file cannot be written', async () => {
  const { folder, env } = await prepare();
  const variables = Object.entries(env).map(([name, value]) => `export ${name}=${value}`);
  // Blocks of 512 bytes: 100 kB, where the wheel has 300.
  const { exitCode, stderr } = await featuremapAfter(
    [...variables, 'ulimit -f 200'].join('; '),
    folder,
    args(join(folder, 'tensorflow')),
  );
  expect(stderr).toMatch(
    /^featuremap: cannot write in .*: the file would be larger than this system allows.*\n$/,
  );
  expect(exitCode).toBe(1);
  expect(existsSync(join(folder, 'tensorflow'))).toBe(false);
});

it('says in one line that there is no compiler', async () => {
  const { folder, env } = await prepare();
  const { stderr, exitCode } = await featuremap(folder, args(join(folder, 'new')), {
    ...env,
    CXX: 'no-such-c++',
  });
  expect(stderr).toMatch(/^featuremap: CXX names no-such-c\+\+, which does not run; .*\n$/);
  expect(exitCode).toBe(1);
});

it('takes a pseudo-device for a mistake', async () => {
  const { folder, env } = await prepare();
  const { stderr, exitCode } = await finished(startFeaturemap(folder, ['setup', 'webgpu'], env));
  expect(stderr).toBe('featuremap: Unknown device to set up "webgpu". Known: tensorflow, cuda.\n');
  expect(exitCode).toBe(2);
});

function args(dir: string, ...more: string[]): string[] {
  return ['setup', 'tensorflow', '--dir', dir, ...more];
}

async function prepare(): Promise<{ index: FakeIndex; folder: string; env: Record<string, string> }> {
  const index = await startIndex(await shelves());
  return { index, folder: await emptyFolder(), env: environment(index) };
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { planSetup } from './plan.js';
import { checkPlatform } from './platform.js';
import { sendBytes } from './testing/fakeIndex.js';
import { temporaryFolder, tensorflowWheel } from './testing/fakeParts.js';
import { fakeWorld } from './testing/fakeWorld.js';

afterEach(() => vi.unstubAllEnvs());

const cublas = 'nvidia_cublas_cu12-12.2.5.6-py3-none-manylinux1_x86_64.whl';
const requirement = "Requires-Dist: nvidia-cublas-cu12 (==12.2.5.6) ; extra == 'and-cuda'";

it('says what it would fetch and how large it is, and writes nothing', async () => {
  const [file, bytes] = await tensorflowWheel();
  const index = await fakeWorld({ wheels: new Map([[file, bytes]]) });
  const parent = temporaryFolder();
  const plan = await planSetup('tensorflow', { folder: join(parent, 'tensorflow') });
  expect(plan.folder).toBe(join(parent, 'tensorflow'));
  expect(plan.files.map(({ name, size }) => [name, size])).toEqual([
    ['@tensorflow/tfjs-node@4.22.0 and what it needs', 57e6],
    [file, bytes.length],
  ]);
  expect(readdirSync(parent)).toEqual([]);
  expect(index.wheelRequests()).toEqual([]);
});

it('reads which NVIDIA libraries the wheel names without fetching the wheel', async () => {
  const [file, bytes] = await tensorflowWheel('tensorflow', requirement);
  const index = await fakeWorld({
    wheels: new Map([
      [file, bytes],
      [cublas, Buffer.alloc(1234)],
    ]),
  });
  const { files, unknown } = await planSetup('cuda');
  expect(files.at(-1)).toMatchObject({ name: cublas, size: 1234 });
  expect(unknown).toBeUndefined();
  expect(index.wheelRequests().every(({ range }) => range !== undefined)).toBe(true);
});

it('says what it cannot know where the server gives no parts of files', async () => {
  const [file, bytes] = await tensorflowWheel('tensorflow', requirement);
  const index = await fakeWorld({
    wheels: new Map([
      [file, bytes],
      [cublas, Buffer.alloc(1234)],
    ]),
  });
  index.fault = (whole, response, request) => {
    sendBytes(whole, response, { ...request, range: undefined });
    return true;
  };
  const { files, unknown } = await planSetup('cuda');
  expect(files.at(-1)).toMatchObject({ name: file });
  expect(unknown).toBe(
    `which NVIDIA libraries it needs stands in ${file}, and the server gives no parts of files`,
  );
});

it.each([
  ['darwin', 'arm64', '2.36', /Linux with x86-64 only, and this is darwin arm64; use simd or webgpu/],
  ['linux', 'arm64', '2.36', /this is linux arm64/],
  ['linux', 'x64', undefined, /GNU C library/],
] as const)('refuses %s %s with glibc %s', (platform, arch, glibc, message) => {
  expect(() => checkPlatform({ platform, arch }, glibc ?? null)).toThrow(message);
});

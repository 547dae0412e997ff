import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { findInstall } from '../installed.js';
import { SetupError } from './errors.js';
import type { SetupOptions } from './options.js';
import type { SetupProgress } from './progress.js';
import { setup } from './setup.js';
import { sendStart } from './testing/fakeIndex.js';
import { archive, temporaryFolder, tensorflowWheel } from './testing/fakeParts.js';
import { fakeWorld } from './testing/fakeWorld.js';

afterEach(() => vi.unstubAllEnvs());

const network = { retries: 2, retryDelay: 1 };

it('makes an install that computes, out of a wheel and npm packages, and leaves nothing else', async () => {
  const index = await fakeWorld();
  const parent = temporaryFolder();
  const folder = join(parent, 'tensorflow');
  const events: SetupProgress[] = [];

  const result = await setup('tensorflow', { folder, network, onProgress: event => events.push(event) });
  expect(result).toMatchObject({
    device: 'tensorflow',
    folder,
    made: true,
    tensorflow: '2.15.1',
    gpu: false,
  });
  expect(readdirSync(parent)).toEqual(['tensorflow']);
  expect(findInstall('tensorflow', folder)?.marker).toMatchObject({
    tensorflow: '2.15.1',
    tfjsNode: '4.22.0',
  });
  expect(findInstall('cuda', folder)).toBeUndefined();
  expect(createRequire(import.meta.url).resolve(folder)).toBe(join(folder, 'tfjs-node.cjs'));

  const deps = join(folder, 'node_modules/@tensorflow/tfjs-node/deps');
  expect(readdirSync(deps, { recursive: true }).sort()).toEqual([
    'include',
    'include/tensorflow',
    'include/tensorflow/c',
    'include/tensorflow/c/c_api.h',
    'lib',
    'lib/libtensorflow.so',
    'lib/libtensorflow_cc.so.2',
    'lib/libtensorflow_framework.so',
    'lib/libtensorflow_framework.so.2',
  ]);
  const steps = events.flatMap(event => (event.kind === 'step' ? [event.step] : []));
  expect(steps).toEqual(['look', 'download', 'npm', 'unpack', 'compile', 'check']);
  expect(index.wheelRequests()).toHaveLength(1);
});

it('is done at once where a good install is', async () => {
  const index = await fakeWorld();
  const folder = join(temporaryFolder(), 'tensorflow');
  await setup('tensorflow', { folder, network });
  const asked = index.requests.length;
  expect(await setup('tensorflow', { folder })).toMatchObject({ made: false, tensorflow: '2.15.1' });
  expect(index.requests).toHaveLength(asked);
});

it('makes an install anew that does not load', async () => {
  await fakeWorld();
  const folder = join(temporaryFolder(), 'tensorflow');
  await setup('tensorflow', { folder, network });
  writeFileSync(join(folder, 'node_modules/@tensorflow/tfjs-node/index.js'), 'throw new Error("damaged")');
  expect(await setup('tensorflow', { folder })).toMatchObject({ made: true });
});

it('unpacks the NVIDIA libraries that the wheel names for CUDA beside it', async () => {
  const requirements = [
    "Requires-Dist: nvidia-cublas-cu12 (==12.2.5.6) ; extra == 'and-cuda'",
    "Requires-Dist: tensorrt (==8.6.1.post1) ; extra == 'and-cuda'",
    'Requires-Dist: numpy (<2.0.0,>=1.23.5)',
  ].join('\n');
  const cublas = await archive({
    'nvidia/cublas/lib/libcublas.so.12': 'cublas',
    'nvidia/cublas/include/cublas.h': 'not needed',
  });
  const index = await fakeWorld({
    wheels: new Map([
      await tensorflowWheel('tensorflow', requirements),
      ['nvidia_cublas_cu12-12.2.5.6-py3-none-manylinux1_x86_64.whl', cublas],
    ]),
  });
  const folder = join(temporaryFolder(), 'cuda');
  await setup('cuda', { folder, network });
  const nvidia = join(folder, 'node_modules/@tensorflow/tfjs-node-gpu/deps/nvidia');
  expect(readFileSync(join(nvidia, 'cublas/lib/libcublas.so.12'), 'utf8')).toBe('cublas');
  expect(existsSync(join(nvidia, 'cublas/include'))).toBe(false);
  expect(index.requests.some(({ path }) => path.includes('tensorrt'))).toBe(false);
  expect(Object.keys(findInstall('cuda', folder)!.marker.wheels)).toHaveLength(2);
});

it('leaves no install when it is stopped in the download, and goes on from there the next time', async () => {
  const index = await fakeWorld();
  const folder = join(temporaryFolder(), 'tensorflow');
  const stop = new AbortController();
  index.fault = (file, response) => {
    sendStart(100_000, file, response, 'stall');
    return true;
  };
  const onProgress = (event: SetupProgress) => {
    if (event.kind !== 'download' || event.received < 100_000) return;
    // What has arrived is on the disk a moment later.
    setTimeout(() => stop.abort(new Error('enough')), 100);
  };
  const stopped = setup('tensorflow', { folder, signal: stop.signal, onProgress });
  await expect(stopped).rejects.toThrow('enough');
  expect(existsSync(folder)).toBe(false);

  index.fault = undefined;
  await setup('tensorflow', { folder, network });
  expect(index.wheelRequests().map(({ range }) => range)).toEqual([undefined, 'bytes=100000-']);
});

it('ends the compiler when it is stopped, and leaves no install', async () => {
  await fakeWorld({ compile: 'sleep 60' });
  const folder = join(temporaryFolder(), 'tensorflow');
  const stop = new AbortController();
  const onProgress = (event: SetupProgress) => {
    if (event.kind === 'step' && event.step === 'compile')
      setTimeout(() => stop.abort(new Error('enough')), 50);
  };
  const begin = performance.now();
  await expect(setup('tensorflow', { folder, signal: stop.signal, onProgress })).rejects.toThrow('enough');
  expect(performance.now() - begin).toBeLessThan(30_000);
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(`${folder}.setup/build`)).toBe(false);
});

it('keeps the install that was there when the new one computes wrong', async () => {
  const folder = join(temporaryFolder(), 'tensorflow');
  await fakeWorld();
  await setup('tensorflow', { folder, network });
  vi.unstubAllEnvs();
  await fakeWorld({ computes: 'wrong' });
  const error = await failure({ folder, force: true });
  expect(error.code).toBe('wrong');
  expect(error.message).toMatch(/^the finished install computes wrong: on tensorflow the gradient is /);
  expect(await setup('tensorflow', { folder })).toMatchObject({ made: false });
});

it('says which compiler is missing before it fetches anything', async () => {
  const index = await fakeWorld();
  vi.stubEnv('CXX', '/nowhere/g++');
  const error = await failure();
  expect(error.code).toBe('compiler');
  expect(error.message).toMatch(/^CXX names \/nowhere\/g\+\+, which does not run; .*apt-get install g\+\+/);
  expect(index.requests).toEqual([]);
});

it("gives the compiler's first error as one line", async () => {
  await fakeWorld({ compile: 'printf "note: a\\nx.cc:1: error: no such thing\\nmore\\n" >&2; exit 1' });
  const error = await failure();
  expect(error.code).toBe('compile');
  expect(error.message).toMatch(/did not compile tfjs-node's addon: x\.cc:1: error: no such thing$/);
});

it('says what npm could not install', async () => {
  await fakeWorld({ tarballs: new Map() });
  const error = await failure();
  expect(error.code).toBe('install');
  expect(error.message).toMatch(/^npm could not install @tensorflow\/tfjs-node: .*\(E404\)$/);
});

it('touches no folder that holds something else', async () => {
  await fakeWorld();
  const folder = join(temporaryFolder(), 'mine');
  mkdirSync(folder);
  writeFileSync(join(folder, 'thesis.tex'), 'mine');
  expect((await failure({ folder })).code).toBe('occupied');
  expect(readFileSync(join(folder, 'thesis.tex'), 'utf8')).toBe('mine');
});

it('waits for nobody: a second setup of one folder at the same time is refused', async () => {
  const index = await fakeWorld();
  const folder = join(temporaryFolder(), 'tensorflow');
  let second: Promise<SetupError> | undefined;
  index.fault = () => {
    second ??= failure({ folder });
    return false;
  };
  await setup('tensorflow', { folder, network });
  expect((await second)?.code).toBe('busy');
});

it('takes up the folder of a process that died', async () => {
  await fakeWorld();
  const folder = join(temporaryFolder(), 'tensorflow');
  mkdirSync(join(`${folder}.setup`, 'build'), { recursive: true });
  writeFileSync(join(`${folder}.setup`, 'build', 'half'), 'made');
  // No process has this number: Linux's largest is 4194304.
  writeFileSync(join(`${folder}.setup`, 'process'), '4194305');
  expect(await setup('tensorflow', { folder, network })).toMatchObject({ made: true });
  expect(existsSync(join(folder, 'half'))).toBe(false);
});

it.each([
  ['/dev/null/tensorflow', 'a part of the path is a file; choose another folder'],
  ['/proc/featuremap/tensorflow', 'no folder can be made there; choose another'],
])('says that and why %s cannot be written', async (folder, why) => {
  await fakeWorld();
  const error = await failure({ folder });
  expect(error.code).toBe('storage');
  expect(error.message).toBe(`cannot write in ${folder}: ${why}`);
});

async function failure(options: SetupOptions = {}): Promise<SetupError> {
  const folder = join(temporaryFolder(), 'tensorflow');
  const error: unknown = await setup('tensorflow', { folder, network, ...options }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(SetupError);
  expect((error as SetupError).message).not.toContain('\n');
  return error as SetupError;
}

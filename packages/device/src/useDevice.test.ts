import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import {
  Conv2D,
  Conv2DBackpropFilter,
  copyRegisteredKernels,
  getBackend,
  registerBackend,
  registerKernel,
  setBackend,
  unregisterKernel,
  util,
} from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Engine, type EngineKind, EngineUnavailable } from './engine.js';
import { engines } from './engines/all.js';
import { DeviceError } from './errors.js';
import { chooseFrom, type DeviceChoice, useDevice } from './useDevice.js';

afterEach(() => vi.restoreAllMocks());

describe('auto', () => {
  it('chooses simd where there is no GPU, and says why not the others', async () => {
    const device = await useDevice('auto');
    expect(device).toMatchObject({ name: 'simd', backend: 'simd', kind: 'cpu' });
    expect(getBackend()).toBe('simd');
    expect(device.rejected.map(({ name }) => name)).toEqual(['cuda', 'webgpu']);
    expect(device.description).toMatch(
      /^simd: WebAssembly (relaxed )?SIMD, \d+ threads?\. Not cuda: .+\. Not webgpu: .+\.$/,
    );
  });

  it('chooses a GPU that computes right', async () => {
    const device = await chooseFrom([fakeGpu('right', {}), ...engines], 'auto');
    expect(device).toMatchObject({ name: 'webgpu', kind: 'gpu', rejected: [] });
    expect(getBackend()).toBe('right');
  });

  it.each([
    ['a convolution wrong', Conv2D],
    ["a convolution's filter gradient wrong", Conv2DBackpropFilter],
  ])('does not choose a GPU that computes %s', async (mistake, kernel) => {
    const device = await chooseFrom([fakeGpu(`broken ${kernel}`, { breaks: kernel }), ...engines], 'auto');
    expect(device.name).toBe('simd');
    expect(getBackend()).toBe('simd');
    expect(device.rejected[0]).toEqual({ name: 'webgpu', reason: `it computes ${mistake}` });
  });

  it('does not choose a GPU that the CPU imitates, though it computes right', async () => {
    const imitated = fakeGpu('imitated', { kind: 'software-gpu' });
    const device = await chooseFrom([imitated, ...engines], 'auto');
    expect(device.name).toBe('simd');
    expect(device.rejected[0]?.reason).toContain('by name');
    expect(await chooseFrom([imitated], 'webgpu')).toMatchObject({ name: 'webgpu', kind: 'software-gpu' });
  });

  it('does not choose tensorflow, which is slower than simd', async () => {
    const tensorflow: Engine = { ...fakeGpu('tf', {}), name: 'tensorflow', auto: false };
    expect((await chooseFrom([tensorflow, ...engines], 'auto')).name).toBe('simd');
  });

  it('falls to cpu when simd does not start', async () => {
    const broken = unavailable('simd', new Error('CompileError: no SIMD\n at wasm'));
    const device = await chooseFrom([broken, ...engines.filter(({ name }) => name === 'cpu')], 'auto');
    expect(device.name).toBe('cpu');
    expect(device.rejected).toEqual([{ name: 'simd', reason: 'CompileError: no SIMD' }]);
  });
});

describe('a device by name', () => {
  it.each(['simd', 'cpu'] as const)('%s starts and computes', async name => {
    expect(await useDevice(name)).toMatchObject({ name, backend: name, rejected: [] });
    expect(getBackend()).toBe(name);
  });

  it('fails with one line that says what to install when its package is missing', async () => {
    const error = await failure('webgpu');
    expect(error.code).toBe('unavailable');
    expect(error.message).toBe(
      'Device "webgpu" cannot be used: the package webgpu is not installed. ' +
        'Install it with `npm install webgpu @tensorflow/tfjs-backend-webgpu`, or use simd.',
    );
  });

  it('does not offer to install what is installed', async () => {
    const noGpu = unavailable('webgpu', new EngineUnavailable('WebGPU finds no GPU'));
    const error = await failure('webgpu', [noGpu]);
    expect(error.message).toBe('Device "webgpu" cannot be used: WebGPU finds no GPU. Use simd or auto.');
  });

  it('is refused when it computes wrong', async () => {
    const error = await failure('webgpu', [fakeGpu('broken by name', { breaks: Conv2D })]);
    expect(error.code).toBe('wrong');
  });

  it('leaves the backend as it was when it fails', async () => {
    await setBackend('cpu');
    await failure('webgpu', [fakeGpu('broken again', { breaks: Conv2D })]);
    expect(getBackend()).toBe('cpu');
  });

  it('must be one that exists', async () => {
    const error = await failure('gpu' as DeviceChoice);
    expect(error.code).toBe('unknown');
    expect(error.message).toBe('Unknown device "gpu": expected auto, cuda, webgpu, simd, tensorflow, cpu.');
  });
});

it('prints nothing, not even the greeting of the JavaScript backend', async () => {
  const warn = vi.spyOn(console, 'warn');
  await useDevice('cpu');
  expect(warn).not.toHaveBeenCalled();
});

async function failure(choice: DeviceChoice, candidates = engines): Promise<DeviceError> {
  const error: unknown = await chooseFrom(candidates, choice).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DeviceError);
  return error as DeviceError;
}

function unavailable(name: Engine['name'], error: Error): Engine {
  return { name, auto: true, open: () => Promise.reject(error) };
}

/** A GPU that is TF.js's own backend under another name, but for one kernel, which gives ones. */
function fakeGpu(backend: string, { kind = 'gpu', breaks }: { kind?: EngineKind; breaks?: string }): Engine {
  registerBackend(backend, quietBackend);
  copyRegisteredKernels('cpu', backend);
  if (breaks) breakKernel(backend, breaks);
  const open = async () => ({ backend, kind, version: 'of a test', detail: () => `a GPU called ${backend}` });
  return { name: 'webgpu', auto: true, open };
}

function quietBackend(): MathBackendCPU {
  const backend = new MathBackendCPU();
  Reflect.set(backend, 'firstUse', false);
  return backend;
}

function breakKernel(backend: string, kernelName: string): void {
  unregisterKernel(kernelName, backend);
  registerKernel({
    kernelName,
    backendName: backend,
    kernelFunc: ({ backend: owner }) => {
      const shape = kernelName === Conv2DBackpropFilter ? [2, 2, 2, 2] : [1, 3, 3, 2];
      const ones = new Float32Array(util.sizeFromShape(shape)).fill(1);
      return (owner as MathBackendCPU).makeTensorInfo(shape, 'float32', ones);
    },
  });
}

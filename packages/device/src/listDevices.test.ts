import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { deviceNames } from './engine.js';
import { listDevices } from './listDevices.js';

it('lists every device once, with a rate or with the reason and the command that brings it', async () => {
  await setBackend('cpu');
  const listed = await listDevices();
  expect(listed.map(({ name }) => name)).toEqual([...deviceNames]);

  const simd = listed.find(({ name }) => name === 'simd');
  expect(simd).toMatchObject({
    available: true,
    kind: 'cpu',
    version: expect.stringMatching(/^TensorFlow\.js 4\.\d+\.\d+$/),
    memory: expect.stringMatching(/^[0-4]\.\d GiB$/),
  });
  const cpu = listed.find(({ name }) => name === 'cpu');
  if (!simd?.available || !cpu?.available) throw new Error('simd and cpu are always there');
  expect(cpu.gflops).toBeGreaterThan(0);
  expect(simd.gflops).toBeGreaterThan(cpu.gflops);

  expect(listed.find(({ name }) => name === 'webgpu')).toEqual({
    name: 'webgpu',
    available: false,
    reason: 'the package webgpu is not installed',
    install: 'npm install webgpu @tensorflow/tfjs-backend-webgpu',
  });
});

it('leaves the backend as it was', async () => {
  await setBackend('cpu');
  await listDevices();
  expect(getBackend()).toBe('cpu');
});

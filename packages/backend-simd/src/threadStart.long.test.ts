import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const STARTS = 400;

/** Starts the engine again and again, with three more threads, while the memory grows from 1 MiB to some hundred. */
const program = `
  import * as tf from '@tensorflow/tfjs';
  import { setThreads } from '@featuremap/backend-simd';
  setThreads(4);
  const start = tf.findBackendFactory('simd');
  let wrong = 0;
  for (let i = 0; i < ${STARTS}; i++) {
    tf.removeBackend('simd');
    tf.registerBackend('simd', start);
    await tf.setBackend('simd');
    const images = [];
    for (let k = 0; k < 60; k++) {
      const image = tf.tidy(() => tf.pad(tf.conv2d(tf.ones([8, 28, 28, 8]), tf.ones([3, 3, 8, 8]), 1, 'same'), [[0, 0], [1, 1], [1, 1], [0, 0]]));
      images.push(image, tf.concat([image, image]));
    }
    wrong += images.filter(image => image.shape[0] === 16).filter(image => tf.tidy(() => tf.max(image).dataSync()[0]) !== 72).length;
    tf.dispose(images);
  }
  console.log(JSON.stringify({ wrong }));
`;

it('computes on threads that start while the memory grows', () => {
  // In a process of its own: one that waits for a lost thread cannot end its own test.
  const { stdout, stderr, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    timeout: 300_000,
    killSignal: 'SIGKILL',
  });
  expect({ signal, stderr }).toEqual({ signal: null, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({ wrong: 0 });
});

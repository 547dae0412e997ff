import { execFileSync } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { SimdBackend } from './backend.js';
import { SMALLEST_TASK } from './flags.js';
import { UnaryOp, unary } from './generated/kernels.js';
import { features, getThreads, setThreads } from './index.js';
import { startEngine } from './testing/engines.js';

describe('setThreads', () => {
  it.each([0, -1, 1.5, 65, Number.NaN, Number.POSITIVE_INFINITY])('rejects %d', count => {
    expect(() => setThreads(count)).toThrow(
      new RangeError(`setThreads: expected a whole number from 1 to 64, got ${count}.`),
    );
  });

  it('takes effect before the engine starts, and while it runs', async () => {
    setThreads(3);
    expect(getThreads()).toBe(3);
    await tf.setBackend('simd');
    expect(getThreads()).toBe(3);
    setThreads(1);
    expect(features()).toMatchObject({ threads: 1, sharedMemory: true });
  });
});

describe('a training step of a convolutional network', () => {
  let stop = () => {};
  afterEach(() => {
    stop();
    tf.env().set(SMALLEST_TASK, 500_000);
  });

  /** The weights after a few steps, on an engine of its own. */
  async function train(options: Parameters<typeof startEngine>[0]): Promise<Float32Array[]> {
    // Every kernel is cut into tasks, however small it is.
    tf.env().set(SMALLEST_TASK, 0);
    const engine = await startEngine(options);
    stop = engine.stop;
    const weights = [
      tf.variable(numbers([3, 3, 1, 8], 1)),
      tf.variable(numbers([3, 3, 8, 1], 2)),
      tf.variable(numbers([3, 3, 8, 20], 3)),
      tf.variable(numbers([80, 10], 4)),
    ] as const;
    const x = numbers([6, 12, 12, 1], 5) as tf.Tensor4D;
    const labels = tf.oneHot([0, 1, 2, 3, 4, 5], 10);
    const optimizer = tf.train.adam(0.01);
    for (let i = 0; i < 3; i++) optimizer.minimize(() => loss(x, labels, weights as unknown as Weights));
    return weights.map(weight => weight.dataSync() as Float32Array);
  }

  it('gives the same weights with 1, 2 and 4 threads and with plain memory, to the last bit', async () => {
    const [first] = await train({ threads: 1 });
    expect(first.every(Number.isFinite)).toBe(true);
    const one = await train({ threads: 1 });
    expect(one[0]).toEqual(first);
    for (const options of [{ threads: 2 }, { threads: 4 }, { shared: false }]) {
      const other = await train(options);
      other.forEach((values, i) => {
        expect(Buffer.from(values.buffer).equals(Buffer.from(one[i].buffer)), JSON.stringify(options)).toBe(
          true,
        );
      });
    }
  });
});

describe('a thread that fails', () => {
  const countPerTask = 2 ** 22;
  const says = (thread: number): string =>
    `simd: thread ${thread}: RuntimeError: memory access out of bounds. This is a fault of the engine, and its ` +
    'tensors are lost: please report it, with the op and its shapes.';

  it('is named, and nobody waits for it', async () => {
    // Now and then the main thread is the quicker one, and fails itself.
    for (let attempt = 0; attempt < 10; attempt++) {
      const { backend, stop } = await startEngine({ threads: 2 });
      const { address } = backend.heap.allocate(8 * countPerTask);
      // The second thread is at work before its task fails.
      for (let i = 0; i < 5; i++) sines(backend, address);
      const message = failureOf(() => sines(backend, secondTaskOutside(backend)));
      stop();
      if (message === says(0)) continue;
      expect(message).toBe(says(1));
      return;
    }
    expect.fail('the second thread never took a task');
  });

  it('ends the engine, since the others may still be at work', async () => {
    const { backend, stop } = await startEngine({ threads: 1 });
    const { address } = backend.heap.allocate(8 * countPerTask);
    expect(failureOf(() => sines(backend, secondTaskOutside(backend)))).toBe(says(0));
    expect(failureOf(() => sines(backend, address))).toBe(says(0));
    stop();
  });

  /** A job of two tasks that take a while. */
  function sines({ native }: SimdBackend, x: number): void {
    const size = { x, y: x, count: 2 * countPerTask, countPerTask };
    unary(native, 2, { ...size, op: UnaryOp.SIN, alpha: 0, beta: 0 });
  }

  /** An address from which the first task lies within the memory, and the second one behind it. */
  function secondTaskOutside({ heap }: SimdBackend): number {
    return heap.bytes - 4 * countPerTask;
  }

  function failureOf(run: () => void): string | undefined {
    try {
      run();
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }
});

it('starts threads in a program that --input-type makes a module', () => {
  const result = inChild(training);
  expect(result).toMatchObject({ threads: 4, sharedMemory: true, conv: { fallback: 0 } });
});

describe('where there can be no threads', () => {
  it('trains without SharedArrayBuffer, as on a page without cross-origin isolation', () => {
    const result = inChild(`delete globalThis.SharedArrayBuffer; ${training}`);
    expect(result).toMatchObject({ threads: 1, sharedMemory: false, conv: { fallback: 0 } });
    expect(result.loss.at(-1)).toBeLessThan(result.loss[0] / 2);
  });

  it('trains where Node’s permission model forbids threads', () => {
    const known = process.allowedNodeEnvironmentFlags.has('--permission');
    const flag = known ? '--permission' : '--experimental-permission';
    const result = inChild(training, [flag, '--allow-fs-read=*']);
    expect(result.conv).toMatchObject({ fallback: 0 });
    expect(result.loss.at(-1)).toBeLessThan(result.loss[0] / 2);
  });
});

/** Four threads are asked for, and kernels cut into tasks for them. */
const training = `
  const tf = require('@tensorflow/tfjs');
  const { features, setThreads, kernelCalls } = await import(engine);
  setThreads(4);
  tf.env().set('${SMALLEST_TASK}', 0);
  await tf.setBackend('simd');
  const model = tf.sequential({ layers: [
    tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 3, activation: 'relu', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  ] });
  model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError' });
  const x = tf.randomUniform([64, 8, 8, 1], 0, 1, 'float32', 1);
  const y = tf.mean(x, [1, 2]);
  const { history } = await model.fit(x, y, { epochs: 10, shuffle: false, verbose: 0 });
  console.log(JSON.stringify({ ...features(), loss: history.loss, conv: kernelCalls().get('Conv2D') ?? kernelCalls().get('FusedConv2D') }));
`;

type Weights = [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D, tf.Tensor2D];

function loss(x: tf.Tensor4D, labels: tf.Tensor, [first, depthwise, second, last]: Weights): tf.Scalar {
  const a = tf.maxPool(tf.relu(tf.conv2d(x, first, 1, 'same')), 2, 2, 'valid');
  const b = tf.avgPool(tf.tanh(tf.depthwiseConv2d(a, depthwise, 1, 'same')), 3, 1, 'same');
  const c = tf.maxPool(tf.relu(tf.conv2d(b, second, 1, 'valid')), 3, 1, 'same');
  const pooled = tf.avgPool(c, 2, 2, 'valid');
  return tf.losses.softmaxCrossEntropy(
    labels,
    tf.matMul(tf.reshape(pooled, [x.shape[0], -1]), last),
  ) as tf.Scalar;
}

/** Numbers between -0.5 and 0.5 that only depend on the seed. */
function numbers(shape: number[], seed: number): tf.Tensor {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => {
    const wave = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return wave - Math.floor(wave) - 0.5;
  });
  return tf.tensor(values, shape);
}

/** Runs a program in a process of its own, and gives what it prints as JSON in its last line. */
function inChild(program: string, flags: readonly string[] = []) {
  const engine = JSON.stringify(new URL('../dist/index.js', import.meta.url).href);
  const source = `import { createRequire } from 'node:module';
    const require = createRequire(${JSON.stringify(import.meta.url)});
    const engine = ${engine};
    ${program}`;
  const output = execFileSync(process.execPath, [...flags, '--input-type=module', '-e', source], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output.trim().split('\n').at(-1) as string);
}

import { kernelCalls, resetKernelCalls } from '@featuremap/backend-simd';
import { type NetworkName, networks, recipes } from '@featuremap/models';
import { trainStep } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';

it.each(Object.keys(recipes) as NetworkName[])(
  "trains %s at the lecture's batch and image size, all of it natively",
  async network => {
    await tf.setBackend('simd');
    const { batchSize, imageSize, learningRate } = recipes[network].mnist;
    const model = networks[network]({ seed: 0, imageSize });
    const x = tf.randomNormal([batchSize, imageSize, imageSize, 1], 0, 1, 'float32', 1);
    const y = tf.tensor1d(
      Array.from({ length: batchSize }, (_, i) => i % 10),
      'int32',
    );
    const optimizer = tf.train.sgd(learningRate);
    resetKernelCalls();
    const losses: number[] = [];
    const times: number[] = [];
    for (let step = 0; step < 3; step++) {
      const start = performance.now();
      losses.push(await trainStep(model, optimizer, x, y));
      times.push(performance.now() - start);
    }
    console.log(
      `${network}: ${times.map(ms => `${ms.toFixed(0)} ms`).join(', ')}, loss ${losses.join(', ')}`,
    );
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    expect([...kernelCalls()].filter(([, { fallback }]) => fallback > 0)).toEqual([]);
    tf.dispose([x, y]);
    model.dispose();
  },
);

import { kernelCalls, resetKernelCalls } from '@featuremap/backend-simd';
import { type NetworkName, networks } from '@featuremap/models';
import { trainStep } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

const sizes: Record<NetworkName, number> = { lenet5: 28, alexnet: 96, googlenet: 28, resnet: 28 };

beforeAll(async () => {
  await tf.setBackend('simd');
});

describe.each(Object.keys(sizes) as NetworkName[])('%s', network => {
  const imageSize = sizes[network];

  it('trains with a falling loss, and no op falls back to JavaScript', async () => {
    const model = networks[network]({ seed: 0, imageSize });
    const { x, y } = batch(imageSize);
    resetKernelCalls();
    const losses = await repeat(4, () => trainStep(model, tf.train.sgd(0.05), x, y));
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    expect(fallbacks()).toEqual([]);
  });

  it("trains by TensorFlow.js's own fit without falling back either", async () => {
    const model = networks[network]({ seed: 0, imageSize });
    model.compile({ optimizer: 'sgd', loss: tf.losses.softmaxCrossEntropy });
    const { x, y } = batch(imageSize);
    resetKernelCalls();
    const { history } = await model.fit(x, tf.oneHot(y, 10).toFloat(), {
      epochs: 2,
      verbose: 0,
      shuffle: false,
    });
    expect(Number(history.loss!.at(-1))).toBeLessThan(Number(history.loss![0]));
    expect(fallbacks()).toEqual([]);
  });
});

function fallbacks(): string[] {
  return [...kernelCalls()].filter(([, { fallback }]) => fallback > 0).map(([name]) => name);
}

function batch(imageSize: number): { x: tf.Tensor4D; y: tf.Tensor1D } {
  const x = tf.randomNormal<tf.Rank.R4>([8, imageSize, imageSize, 1], 0, 1, 'float32', 1);
  return { x, y: tf.tensor1d([0, 1, 2, 3, 4, 5, 6, 7], 'int32') };
}

async function repeat(times: number, action: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  for (let i = 0; i < times; i++) results.push(await action());
  return results;
}

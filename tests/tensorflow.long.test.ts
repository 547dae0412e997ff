import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useDevice } from '@featuremap/device';
import { setup } from '@featuremap/device/setup';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type NetworkName,
  networks,
  type TorchParameter,
  torchParameters,
  toTorch,
} from '../packages/models/src/index.js';
import { reference, referenceBatch, setReferenceWeights } from '../packages/models/test-data/reference.js';

const folder = mkdtempSync(join(tmpdir(), 'featuremap-tensorflow-'));

// From nothing: the wheel of TensorFlow and tfjs-node, from the configured package indexes.
beforeAll(async () => {
  const result = await setup('tensorflow', { folder });
  console.log(`set up in ${(result.milliseconds / 1000).toFixed(0)} s`);
  vi.stubEnv('FEATUREMAP_TENSORFLOW', folder);
  expect(await useDevice('tensorflow')).toMatchObject({ detail: 'TensorFlow 2.15.1 on the CPU' });
  expect(tf.getBackend()).toBe('tensorflow');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(Object.keys(reference.nets) as NetworkName[])(
  '%s on a TensorFlow that was set up from nothing',
  name => {
    const expected = reference.nets[name];
    let model: tf.LayersModel;
    let parameters: TorchParameter[];
    let batch: ReturnType<typeof referenceBatch>;
    const logits = () => model.apply(batch.images) as tf.Tensor2D;
    const loss = () => tf.losses.softmaxCrossEntropy(batch.labels, logits()) as tf.Scalar;

    beforeAll(() => {
      model = networks[name]();
      parameters = torchParameters(model);
      batch = referenceBatch(expected);
      setReferenceWeights(parameters);
    });
    afterAll(() => {
      tf.dispose([batch.images, batch.labels]);
      model.dispose();
    });

    it("gives PyTorch's logits to 1e-4", () => {
      expect(tf.getBackend()).toBe('tensorflow');
      const differences = tf.tidy(() => tf.abs(tf.sub(logits(), tf.tensor2d(expected.logits))).dataSync());
      expect(Math.max(...differences)).toBeLessThan(1e-4);
    });

    it("gives PyTorch's gradients to 1e-3: their norms and single values", () => {
      const { value, grads } = tf.variableGrads(loss);
      for (const parameter of parameters) {
        const { l2, at, values } = expected.gradients[parameter.name]!;
        const gradient = tf.tidy(() => toTorch(parameter, grads[parameter.weight.name]!).dataSync());
        const typical = l2 / Math.sqrt(gradient.length);
        expect(Math.abs(Math.hypot(...chunkNorms(gradient)) - l2) / l2, parameter.name).toBeLessThan(1e-3);
        for (const [n, place] of at.entries()) {
          const scale = Math.max(Math.abs(values[n]!), typical);
          expect(Math.abs(gradient[place]! - values[n]!) / scale, parameter.name).toBeLessThan(1e-3);
        }
      }
      tf.dispose([value, grads]);
    });

    it("keeps to PyTorch's losses to 1e-4 over three steps of SGD", () => {
      const optimizer = tf.train.sgd(reference.lr);
      for (const [step, wanted] of expected.losses.entries()) {
        const isLast = step === expected.losses.length - 1;
        const got = isLast ? tf.tidy(loss) : optimizer.minimize(loss, true)!;
        expect(Math.abs(got.dataSync()[0]! - wanted), `loss ${step}`).toBeLessThan(1e-4);
        got.dispose();
      }
      optimizer.dispose();
    });
  },
);

/** `Math.hypot` of millions of arguments would overflow the stack. */
function chunkNorms(values: ArrayLike<number>): number[] {
  const norms: number[] = [];
  for (let start = 0; start < values.length; start += 10_000) {
    const end = Math.min(start + 10_000, values.length);
    let squares = 0;
    for (let i = start; i < end; i++) squares += values[i]! ** 2;
    norms.push(Math.sqrt(squares));
  }
  return norms;
}

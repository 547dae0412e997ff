import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ReferenceGradient,
  reference,
  referenceBatch,
  setReferenceWeights,
} from '../test-data/reference.js';
import { type NetworkName, networks, type TorchParameter, torchParameters, toTorch } from './index.js';

interface Engine {
  name: string;
  networks: NetworkName[];
  /** Makes the engine known to TF.js. */
  load: () => Promise<unknown>;
}

const engines: Engine[] = [
  {
    name: 'simd',
    networks: ['lenet5', 'alexnet', 'googlenet', 'resnet'],
    load: () => import('@featuremap/backend-simd'),
  },
  // AlexNet takes minutes a step on TF.js's own JavaScript kernels.
  { name: 'cpu', networks: ['lenet5', 'googlenet', 'resnet'], load: async () => undefined },
];

/** GoogLeNet's three steps on TF.js's JavaScript kernels take minutes where other work runs beside. */
const patient = { timeout: 400_000 };

describe.each(engines)('on $name', patient, ({ name: engine, networks: names, load }) => {
  beforeAll(async () => {
    await load();
    expect(await tf.setBackend(engine)).toBe(true);
  });

  describe.each(names)('%s', name => {
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
      const differences = tf.tidy(() => tf.abs(tf.sub(logits(), tf.tensor2d(expected.logits))).dataSync());
      expect(Math.max(...differences)).toBeLessThan(1e-4);
    });

    it("gives PyTorch's gradients to 1e-3, all of them", () => {
      const { value, grads } = tf.variableGrads(loss);
      expect(parameters.map(parameter => parameter.name)).toEqual(Object.keys(expected.gradients));
      for (const parameter of parameters) {
        const wanted = expected.gradients[parameter.name];
        const gradient = tf.tidy(() => toTorch(parameter, grads[parameter.weight.name]));
        expect(gradient.shape).toEqual(wanted.shape);
        expect(worstDifference(gradient.dataSync(), wanted), parameter.name).toBeLessThan(1e-3);
        gradient.dispose();
      }
      tf.dispose([value, grads]);
    });

    it("keeps to PyTorch's losses to 1e-4 over three steps of SGD, and leaks no tensor", () => {
      const optimizer = tf.train.sgd(reference.lr);
      const tensors = tf.memory().numTensors;
      const losses = expected.losses.map((_, step) => {
        const trained = step < expected.losses.length - 1 ? optimizer.minimize(loss, true) : tf.tidy(loss);
        const value = trained?.dataSync()[0] ?? Number.NaN;
        trained?.dispose();
        return value;
      });
      for (const [step, value] of losses.entries()) {
        expect(Math.abs(value - expected.losses[step]), `loss ${step}`).toBeLessThan(1e-4);
      }
      expect(tf.memory().numTensors).toBe(tensors);
      optimizer.dispose();
    });
  });
});

/** The largest of a gradient's relative differences, in its norm, its sum and single values. */
function worstDifference(got: Float32Array | Int32Array | Uint8Array, wanted: ReferenceGradient) {
  let sum = 0;
  let squares = 0;
  for (const value of got) {
    sum += value;
    squares += value * value;
  }
  // A sum or a value may be zero: what is small is compared on the scale of the whole gradient.
  const typical = wanted.l2 / Math.sqrt(got.length);
  const relative = (value: number, to: number, scale: number) =>
    Math.abs(value - to) / Math.max(Math.abs(to), scale);
  return Math.max(
    relative(Math.sqrt(squares), wanted.l2, 0),
    relative(sum, wanted.sum, wanted.l2),
    ...wanted.at.map((at, n) => relative(got[at], wanted.values[n], typical)),
  );
}

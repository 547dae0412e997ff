import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareWithTorch, type Differences } from '../test-data/compare.js';
import { reference } from '../test-data/reference.js';
import type { NetworkName } from './index.js';

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
const patience = 400_000;

describe.each(engines)('on $name', ({ name: engine, networks: names, load }) => {
  describe.each(names)('%s', name => {
    let differences: Differences;

    beforeAll(async () => {
      await load();
      expect(await tf.setBackend(engine)).toBe(true);
      differences = await compareWithTorch(name);
      expect(differences.backend).toBe(engine);
    }, patience);

    it("gives PyTorch's logits to 1e-4", () => {
      expect(differences.logits).toBeLessThan(1e-4);
    });

    it("gives PyTorch's gradients to 1e-3, all of them", () => {
      expect(Object.keys(differences.gradients)).toEqual(Object.keys(reference.nets[name].gradients));
      for (const [parameter, difference] of Object.entries(differences.gradients)) {
        expect(difference, parameter).toBeLessThan(1e-3);
      }
    });

    it("keeps to PyTorch's losses to 1e-4 over three steps of SGD, and leaks no tensor", () => {
      expect(differences.losses).toHaveLength(reference.nets[name].losses.length);
      expect(Math.max(...differences.losses)).toBeLessThan(1e-4);
      expect(differences.leaked).toBe(0);
    });
  });
});

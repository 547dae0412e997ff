import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useDevice } from '@featuremap/device';
import { networks } from '@featuremap/models';
import { io, memory, ones, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { loadModel, saveModel } from './modelFiles.js';

beforeAll(async () => {
  await useDevice('cpu');
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'featuremap-model-'));
});
afterEach(() => rm(folder, { recursive: true }));

it.each(['lenet5', 'googlenet', 'resnet'] as const)('gives %s back as it was saved', async name => {
  const model = networks[name]({ seed: 3 });
  await saveModel(model, folder);
  const loaded = await loadModel(folder);
  expect(loaded.countParams()).toBe(model.countParams());
  expect(await logits(loaded)).toEqual(await logits(model));
});

it('writes what TensorFlow.js would write, of weights too large to be read at once too', async () => {
  const model = networks.alexnet({ seed: 3, imageSize: 65 });
  await saveModel(model, folder);
  const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const bytes = await readFile(join(folder, 'weights.bin'));
  const before = memory().numTensors;
  await model.save(
    io.withSaveHandler(async artifacts => {
      const { modelTopology, weightSpecs, weightData, format, generatedBy } = artifacts;
      const theirs = { format, generatedBy, modelTopology, weightSpecs };
      expect({ ...json, weightSpecs: json.weightsManifest[0].weights }).toMatchObject(
        JSON.parse(JSON.stringify(theirs)),
      );
      expect(bytes.equals(Buffer.from(weightData as ArrayBuffer))).toBe(true);
      return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  expect(memory().numTensors).toBe(before);
});

it('writes the two files of TensorFlow.js, and no others', async () => {
  await saveModel(networks.lenet5(), folder);
  expect((await readdir(folder)).sort()).toEqual(['model.json', 'weights.bin']);
  const { format, modelTopology, weightsManifest } = JSON.parse(
    await readFile(join(folder, 'model.json'), 'utf8'),
  );
  expect(format).toBe('layers-model');
  expect(modelTopology).toBeTypeOf('object');
  expect(weightsManifest[0].paths).toEqual(['weights.bin']);
});

it('says that there is no model', async () => {
  await expect(loadModel(folder)).rejects.toThrow(
    /model\.json is missing: the run did not come to save a model/,
  );
});

it('notices weights that are cut short', async () => {
  await saveModel(networks.lenet5(), folder);
  await truncate(join(folder, 'weights.bin'), 1000);
  await expect(loadModel(folder)).rejects.toThrow(/weights\.bin is damaged: 1000 bytes, expected 246824/);
});

it.each(['{"modelTopology"', '[]', '{}'])('notices a model.json that is %s', async text => {
  await saveModel(networks.lenet5(), folder);
  await writeFile(join(folder, 'model.json'), text);
  await expect(loadModel(folder)).rejects.toThrow(/model\.json is damaged/);
});

async function logits(model: LayersModel): Promise<number[]> {
  const output = model.predict(ones([1, 28, 28, 1])) as Tensor;
  return [...(await output.data())];
}

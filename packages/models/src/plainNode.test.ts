import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** A user's program against the built packages: no bundler, no test runner, nothing but Node. */
const program = `
  import * as tf from '@tensorflow/tfjs';
  import { Dropout, Inception, ResidualBlock } from '@featuremap/layers';
  import { describe, googlenet } from '@featuremap/models';

  const model = googlenet({ seed: 1 });
  let saved;
  await model.save(tf.io.withSaveHandler(async artifacts => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  }));
  const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved));
  const image = tf.ones([1, 28, 28, 1]);
  const same = tf.equal(model.predict(image), loaded.predict(image)).all().dataSync()[0];
  console.log(JSON.stringify({
    same: same === 1,
    table: describe(loaded) === describe(model),
    blocks: loaded.layers.filter(layer => layer instanceof Inception).length,
    layers: [Dropout, ResidualBlock].every(block => block.prototype instanceof tf.layers.Layer),
  }));
`;

it('runs in plain Node, where TensorFlow.js is CommonJS, and shares its copy of it with the program', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
  });
  expect(JSON.parse(stdout)).toEqual({ same: true, table: true, blocks: 2, layers: true });
});

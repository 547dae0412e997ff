import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '@featuremap/files';
import { type DataType, type io, reshape, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel, version_layers } from '@tensorflow/tfjs-layers';
import { CliError } from '../errors.js';

const modelFile = 'model.json';
const weightsFile = 'weights.bin';

/** Numbers read from the engine at once, 8 MB of them: one of AlexNet's weights alone has 105 MB. */
const numbersAtOnce = 2 ** 21;

/**
 * Saves a model in TensorFlow.js's format: model.json and weights.bin, which `tf.loadLayersModel` reads in a browser,
 * too. Each is written as a whole or not at all.
 *
 * `model.save` would write the same, but hold two copies of all weights on the way: of AlexNet's, 375 MB.
 */
export async function saveModel(model: LayersModel, folder: string): Promise<void> {
  const weights = model.weights.map(weight => ({ name: weight.originalName, tensor: weight.read() }));
  const json: io.ModelJSON = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${version_layers}`,
    convertedBy: null,
    modelTopology: model.toJSON(null, false),
    weightsManifest: [
      {
        paths: [weightsFile],
        weights: weights.map(({ name, tensor: { shape, dtype } }) => ({
          name,
          shape,
          dtype: checkedType(dtype),
        })),
      },
    ],
  };
  // The weights first: whoever finds a model.json finds its weights beside it.
  await writeAtomic(join(folder, weightsFile), bytesOf(weights.map(({ tensor }) => tensor)));
  await writeAtomic(join(folder, modelFile), `${JSON.stringify(json)}\n`);
}

/**
 * Loads what {@link saveModel} wrote.
 *
 * @throws {CliError} when a file is missing or damaged
 */
export async function loadModel(folder: string): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = await readModelJson(join(folder, modelFile));
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const weights = await readBytes(join(folder, weightsFile));
  checkSize(join(folder, weightsFile), weights.length, weightSpecs);
  // Node may hand out a window on a larger buffer.
  const weightData = weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length);
  try {
    return await loadLayersModel({ load: async () => ({ modelTopology, weightSpecs, weightData }) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`${join(folder, modelFile)} does not load: ${reason}`);
  }
}

async function* bytesOf(tensors: readonly Tensor[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const tensor of tensors) {
    for (let start = 0; start < tensor.size; start += numbersAtOnce) {
      const part = tidy(() =>
        slice(reshape(tensor, [tensor.size]), start, Math.min(numbersAtOnce, tensor.size - start)),
      );
      const numbers = await part.data();
      part.dispose();
      yield new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    }
  }
}

/** All weights of the networks are; checkSize() counts on it. */
function checkedType(dtype: DataType): 'float32' {
  if (dtype === 'float32') return dtype;
  throw new CliError(`Only float32 weights can be saved, got ${dtype}.`);
}

async function readModelJson(path: string): Promise<io.ModelJSON> {
  try {
    const json: io.ModelJSON = JSON.parse((await readBytes(path)).toString('utf8'));
    if (json.modelTopology && Array.isArray(json.weightsManifest)) return json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CliError(`${path} is damaged: it is not a TensorFlow.js model. Train the run again.`);
}

async function readBytes(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return (await readFile(path)) as Buffer<ArrayBuffer>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new CliError(`${path} is missing: the run did not come to save a model. Train it again.`);
  }
}

function checkSize(path: string, bytes: number, specs: readonly io.WeightsManifestEntry[]): void {
  const float32Bytes = 4;
  const expected = specs.reduce((sum, { shape }) => sum + float32Bytes * shape.reduce((a, b) => a * b, 1), 0);
  if (bytes === expected) return;
  throw new CliError(`${path} is damaged: ${bytes} bytes, expected ${expected}. Train the run again.`);
}

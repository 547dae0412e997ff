import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { CliError } from '../errors.js';
import { writeAtomic } from './writeAtomic.js';

const modelFile = 'model.json';
const weightsFile = 'weights.bin';

/**
 * Saves a model in TensorFlow.js's format: model.json and weights.bin, which `tf.loadLayersModel` reads in a browser,
 * too. Each is written as a whole or not at all.
 */
export async function saveModel(model: LayersModel, folder: string): Promise<void> {
  const handler = io.withSaveHandler(async artifacts => {
    const { modelTopology, weightSpecs, weightData, format, generatedBy, convertedBy } = artifacts;
    const json: io.ModelJSON = {
      ...(format && { format }),
      ...(generatedBy && { generatedBy }),
      ...(convertedBy && { convertedBy }),
      modelTopology: modelTopology ?? {},
      weightsManifest: [{ paths: [weightsFile], weights: weightSpecs ?? [] }],
    };
    // The weights first: whoever finds a model.json finds its weights beside it.
    await writeAtomic(join(folder, weightsFile), bytesOf(weightData));
    await writeAtomic(join(folder, modelFile), `${JSON.stringify(json)}\n`);
    return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
  });
  await model.save(handler);
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

function bytesOf(data: io.WeightData | undefined): Buffer {
  if (data === undefined) return Buffer.alloc(0);
  return Array.isArray(data) ? Buffer.concat(data.map(part => Buffer.from(part))) : Buffer.from(data);
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

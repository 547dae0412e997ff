import * as tf from '@tensorflow/tfjs';
import { dropoutsOf } from './fingerprint.js';
import { withoutWeights } from './narrowModel.js';
import { otherDropout } from './otherDropout.js';
import type { ProgramOptions } from './programCheck.js';
import { testImages, valuesOf } from './programImages.js';
import * as mistakes from './programMistakes.js';
import { isDisposed, type Trained } from './programTrial.js';

/** What is wrong with a result by its form alone. */
export async function resultMistake(
  { result, lines }: Trained,
  options: ProgramOptions,
): Promise<mistakes.ProgramMistake | undefined> {
  const { model, layerTable, losses, lossPlot } = result;
  if (isDisposed(model)) return mistakes.disposed;
  const another = await networkMistake(model, options);
  if (another) return another;
  if (await givesProbabilities(model)) return mistakes.softmaxInNetwork;
  return (
    lossesMistake(losses, options) ??
    tableMistake(layerTable, model) ??
    (isPlot(lossPlot) ? undefined : mistakes.plotEmpty) ??
    (lines > 0 ? undefined : mistakes.nothingReported)
  );
}

const shapesOf = (model: tf.LayersModel) => model.weights.map(({ shape }) => shape.join('×')).join(' ');

/** Compares the shapes of weights, and dropout, which has none. */
async function networkMistake(model: tf.LayersModel, { network, otherNetworks = [] }: ProgramOptions) {
  const [shapes, dropouts] = [shapesOf(model), dropoutsOf(model)];
  const right = await seen(network);
  if (shapes === right.shapes) {
    return dropouts === right.dropouts ? undefined : otherDropout(right.dropouts, dropouts);
  }
  for (const other of otherNetworks) {
    if (shapes === (await seen(other.network)).shapes) return other.mistake;
  }
  return mistakes.anotherNetwork;
}

/** What is seen of a network without its weights. */
async function seen(network: () => tf.LayersModel) {
  const model = await withoutWeights(network);
  const found = { shapes: shapesOf(model), dropouts: dropoutsOf(model) };
  model.dispose();
  return found;
}

/** Logits of four images and more do not add up to 1 for each of them by chance. */
async function givesProbabilities(model: tf.LayersModel): Promise<boolean> {
  const [, ...shape] = model.inputs[0].shape as number[];
  const sums = await valuesOf(() => {
    const images = tf.randomUniform([4, ...shape], -1, 1, 'float32', 1);
    return tf.sum(model.predict(images) as tf.Tensor, -1);
  });
  return sums.every(sum => Math.abs(sum - 1) < 1e-4);
}

function lossesMistake(losses: readonly number[], { batchSize, trial, epochs }: ProgramOptions) {
  const steps = (images: number) => Math.ceil(images / batchSize);
  const wanted = steps(trial.limit) * trial.epochs;
  const count = losses.length;
  if (!losses.every(Number.isFinite)) return mistakes.lossesNotFinite;
  if (count === wanted) return undefined;
  if (count === trial.epochs) return mistakes.lossesPerEpoch(trial.epochs);
  if (count === steps(testImages) * trial.epochs) return mistakes.trainedOnTest;
  for (const trained of [1, 10, epochs]) {
    if (count === steps(trial.limit) * trained) return mistakes.epochsIgnored(trial.epochs, trained);
  }
  return mistakes.lossCount(wanted, count, batchSize);
}

/** Any table will do in which each layer's output shape and the number of all parameters can be found. */
function tableMistake(table: string, model: tf.LayersModel) {
  const numbers = ` ${table.replaceAll(/[^0-9]+/g, ' ')} `;
  for (const layer of model.layers) {
    const shape = (layer.outputShape as (number | null)[]).filter(size => size !== null);
    if (!numbers.includes(` ${shape.join(' ')} `)) return mistakes.shapeNotInTable(layer.name, shape);
  }
  const total = String(model.countParams());
  return table.replaceAll(/[,.\s]/g, '').includes(total) ? undefined : mistakes.totalNotInTable(total);
}

/** An SVG with a curve: a path or a polyline through three points and more. */
function isPlot(text: string): boolean {
  if (!/^\s*(<\?xml[^>]*>\s*)?<svg\b[\s\S]*<\/svg>\s*$/.test(text)) return false;
  const curves = text.matchAll(/\b(?:d|points)\s*=\s*"([^"]*)"/g);
  return [...curves].some(([, points]) => (points.match(/\d+(\.\d+)?/g) ?? []).length >= 6);
}

import { useDevice } from '@featuremap/device';
import { layerTable, type NetworkName, networks, recipes } from '@featuremap/models';
import { plural } from '../format.js';
import { layerLines } from '../layerLines.js';
import { networkTitles } from '../names.js';
import { printField, printIndented } from '../report.js';
import { type ReportOptions, Terminal } from '../terminal.js';

/** Prints a network's layers and the recipe it is trained with. */
export async function summary(network: NetworkName, { json }: ReportOptions): Promise<void> {
  // Weights are made with it, so it need not be fast, only there.
  await useDevice('cpu');
  const model = networks[network]();
  const recipe = recipes[network];
  if (json) {
    const parameters = model.countParams();
    process.stdout.write(`${JSON.stringify({ network, parameters, recipe, layers: layerTable(model) })}\n`);
    return;
  }
  const terminal = new Terminal();
  const { epochs, batchSize, learningRate, imageSize, source } = recipe;
  terminal.print('', `  ${terminal.colors.bold(networkTitles[network])}`, '');
  printIndented(terminal, [...layerLines(model, terminal.columns - 2), '']);
  const images = `${imageSize}×${imageSize} images of ${recipe.dataset}`;
  const steps = `${plural(epochs, 'epoch')}, batches of ${batchSize}, SGD with learning rate ${learningRate}`;
  printField(terminal, 'recipe', `${images}, ${steps}`);
  printField(terminal, 'source', source);
  terminal.print('');
}

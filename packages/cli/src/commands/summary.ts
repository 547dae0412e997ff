import { useDevice } from '@featuremap/device';
import { layerTable, type NetworkName, networks, recipes } from '@featuremap/models';
import { datasets } from '../datasets.js';
import { layerLines } from '../layerLines.js';
import { datasetNames, networkTitles } from '../names.js';
import { recipeText } from '../recipeText.js';
import { printField, printIndented } from '../report.js';
import { type ReportOptions, Terminal } from '../terminal.js';

/** Prints a network's layers and the recipes it is trained with. */
export async function summary(network: NetworkName, { json }: ReportOptions): Promise<void> {
  // Weights are made with it, so it need not be fast, only there.
  await useDevice('cpu');
  const model = networks[network]();
  if (json) {
    const parameters = model.countParams();
    process.stdout.write(
      `${JSON.stringify({ network, parameters, recipes: recipes[network], layers: layerTable(model) })}\n`,
    );
    return;
  }
  const terminal = new Terminal();
  terminal.print('', `  ${terminal.colors.bold(networkTitles[network])}`, '');
  printIndented(terminal, [...layerLines(model, terminal.columns - 2), '']);
  for (const dataset of datasetNames) {
    const recipe = recipes[network][dataset];
    const images = `${datasets[dataset].title} at ${recipe.imageSize}×${recipe.imageSize}`;
    printField(terminal, 'recipe', `${images}: ${recipeText(recipe)}`);
    printField(terminal, '', `from ${recipe.source}`, { faint: true });
  }
  terminal.print('');
}

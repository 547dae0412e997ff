import { type Block, beside, displayWidth, type Language } from '@featuremap/grader';
import { type Args, biasesOf, type Layer, product, tableOf, weightsOf } from './table.js';

const words = {
  en: { layer: 'layer', input: 'input', shape: 'shape', parameters: 'parameters' },
  zh: { layer: '层', input: '输入', shape: '形状', parameters: '参数个数' },
};

/** The right table with the layer in question marked, and below it how the number comes about. */
export function drawTable(
  [inputShape, layers]: Args,
  key: string,
  [index, side]: readonly number[],
  language: Language,
): string[] {
  const text = words[language];
  const { shapes, parameters } = tableOf([inputShape, layers]);
  const input = index === 0 ? inputShape : shapes[index - 1];
  const rows = [text.input, ...layers.map(described)];
  return [
    ...beside(
      ['', ...rows.map((_, row) => (row === index + 1 ? '▶' : ''))],
      [text.layer, ...rows],
      [text.shape, ...[inputShape, ...shapes].map(shape => shape.join('×'))],
      toTheRight(text.parameters, ['', ...parameters.map(String)]),
    ),
    '',
    key === 'parameters' ? parametersLine(layers[index], input) : shapeLine(layers[index], input, side ?? 0),
  ];
}

function described(layer: Layer): string {
  if (layer.kind === 'conv')
    return `conv ${layer.filters} × ${layer.kernelSize}×${layer.kernelSize}, stride ${layer.stride}, padding ${layer.padding}`;
  if (layer.kind === 'pool') return `pool ${layer.size}×${layer.size}, stride ${layer.stride}`;
  return layer.kind === 'flatten' ? 'flatten' : `dense ${layer.units}`;
}

function parametersLine(layer: Layer, input: readonly number[]): string {
  const [weights, biases] = [weightsOf(layer, input), biasesOf(layer)];
  if (weights === 0) return '0';
  const factors =
    layer.kind === 'conv'
      ? [layer.kernelSize, layer.kernelSize, input[2], layer.filters]
      : [product(input), biases];
  return `${factors.join(' * ')} + ${biases} = ${weights + biases}`;
}

function shapeLine(layer: Layer, input: readonly number[], side: number): string {
  if (layer.kind === 'flatten') return `${input.join(' * ')} = ${product(input)}`;
  if (layer.kind === 'dense') return `units = ${layer.units}`;
  const name = ['height', 'width', 'channels'][side];
  if (side === 2) return `${name} = ${layer.kind === 'conv' ? `filters = ${layer.filters}` : input[2]}`;
  const { kind, stride } = layer;
  const window = kind === 'conv' ? layer.kernelSize : layer.size;
  const size = kind === 'conv' ? `${input[side]} + 2*${layer.padding}` : `${input[side]}`;
  const right = tableOf([input, [layer]]).shapes[0][side];
  return `${name} = ⌊(${size} - ${window}) / ${stride}⌋ + 1 = ${right}`;
}

/** Cells under their heading, all to the right. */
function toTheRight(heading: string, cells: readonly string[]): Block {
  const width = Math.max(...[heading, ...cells].map(displayWidth));
  return [heading, ...cells].map(cell => ' '.repeat(width - displayWidth(cell)) + cell);
}

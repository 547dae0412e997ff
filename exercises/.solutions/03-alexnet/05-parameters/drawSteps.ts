import { type Block, displayWidth, type Language } from '@featuremap/grader';
import { type Args, biasesOf, placesOf, type Step, steps, weightsOf } from './steps.js';

const words = {
  en: {
    head: ['', 'layer', 'takes', 'gives'],
    parameters: 'parameters',
    multiplications: 'multiplications',
    total: 'total',
    conv: 'conv',
    pool: 'pool',
    dense: 'dense',
  },
  zh: {
    head: ['', '层', '接收', '给出'],
    parameters: '参数',
    multiplications: '乘法',
    total: '总数',
    conv: '卷积',
    pool: '池化',
    dense: '全连接',
  },
} as const;

/** What is counted. */
type Kind = 'parameters' | 'multiplications';

/** The network's layers with their shapes and numbers, one of them marked, and how its number comes about. */
export function drawSteps(args: Args, kind: Kind, marked: number | undefined, language: Language): Block {
  const says = words[language];
  const walked = steps(args);
  const numbers = walked.map(step => countOf(step, kind));
  const rows = walked.map((step, index) => [
    index === marked ? '>' : '',
    `${says[step.layer.kind]} ${window(step)}`,
    step.from.join('×'),
    step.to.join('×'),
    String(numbers[index]),
  ]);
  const total = ['', says.total, '', '', String(numbers.reduce((sum, value) => sum + value, 0))];
  const below = marked === undefined ? [] : ['', computation(walked[marked], kind, language)];
  return [...table([[...says.head, says[kind]], ...rows, total]), ...below];
}

function countOf(step: Step, kind: Kind): number {
  const weights = weightsOf(step);
  return kind === 'parameters' ? weights + biasesOf(step) : weights * placesOf(step);
}

/** What slides, how far, and over how wide a border: `3×3 S 2 P 1`. */
function window({ layer }: Step): string {
  if (layer.kind === 'dense') return '';
  if (layer.kind === 'pool') return `${layer.size}×${layer.size} S ${layer.stride}`;
  return `${layer.kernelSize}×${layer.kernelSize} S ${layer.stride} P ${layer.padding}`;
}

/** What a layer's number is made of, as a sentence. */
function computation(step: Step, kind: Kind, language: Language): string {
  const { layer, from, to } = step;
  const count = countOf(step, kind);
  if (layer.kind === 'pool') return '0';
  const factors =
    layer.kind === 'conv'
      ? [layer.kernelSize, layer.kernelSize, from[2], layer.filters]
      : [...from.filter(length => length > 1), layer.units];
  const [weights, biases] = [weightsOf(step), biasesOf(step)];
  const first = `${factors.join(' * ')} = ${weights}`;
  if (kind === 'parameters') {
    return {
      en: `${first} weights and ${biases} biases: ${weights} + ${biases} = ${count}`,
      zh: `${first} 个权重，${biases} 个偏置：${weights} + ${biases} = ${count}`,
    }[language];
  }
  const places = placesOf(step);
  if (layer.kind === 'dense') {
    return { en: `${first} weights, each used once`, zh: `${first} 个权重，每个用一次` }[language];
  }
  return {
    en: `${first} weights in ${to[0]} * ${to[1]} = ${places} places: ${weights} * ${places} = ${count}`,
    zh: `${first} 个权重，${to[0]} * ${to[1]} = ${places} 个位置：${weights} * ${places} = ${count}`,
  }[language];
}

/** Columns two apart, the last one set to the right. */
function table(rows: readonly (readonly string[])[]): Block {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => displayWidth(row[column]))));
  return rows.map(row =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat(widths[column] - displayWidth(cell));
        return column === row.length - 1 ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}

import { type Check, functionCheck, type Mistake, type Random, type Text } from '@featuremap/grader';
import { drawSteps } from './drawSteps.js';
import { multiplicationsMistakes } from './multiplicationsMistakes.js';
import { alexnet, convolutions, network } from './networks.js';
import { parametersMistakes } from './parametersMistakes.js';
import { countedMultiplications, tfParameters } from './reference.js';
import { type Args, biasesOf, type Counts, counted, placesOf, steps, weightsOf } from './steps.js';

type Name = 'parameters' | 'multiplications';

const mistakes: Record<Name, readonly Mistake<Args>[]> = {
  parameters: parametersMistakes,
  multiplications: multiplicationsMistakes,
};

const parameters = (...args: Args) => counted(steps(args), step => weightsOf(step) + biasesOf(step));
const multiplications = (...args: Args) => counted(steps(args), step => weightsOf(step) * placesOf(step));

const check = (
  name: Name,
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => Counts,
): Check =>
  functionCheck<Args>({
    title: { en: `${name}: ${title.en}`, zh: `${name}：${title.zh}` },
    name,
    parameters: ['input', 'layers'],
    cases,
    expected,
    mistakes: mistakes[name],
    draw: ({ args, path: [index], language }) => drawSteps(args, name, index, language),
  });

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    'parameters',
    { en: 'convolutions', zh: '卷积' },
    random => [convolutions(random), convolutions(random)],
    parameters,
  ),
  check(
    'parameters',
    { en: 'with pooling and dense layers', zh: '加上池化和全连接层' },
    random => [network(random), network(random)],
    parameters,
  ),
  check(
    'parameters',
    { en: 'tf.layers counts the same', zh: '与 tf.layers 数的一样' },
    random => [network(random), convolutions(random)],
    (...args) => tfParameters(args),
  ),
  check(
    'parameters',
    { en: 'AlexNet has 46764746', zh: 'AlexNet 有 46764746 个' },
    random => [alexnet, network(random)],
    parameters,
  ),
  check(
    'multiplications',
    { en: 'convolutions', zh: '卷积' },
    random => [convolutions(random), convolutions(random)],
    multiplications,
  ),
  check(
    'multiplications',
    { en: 'every kind of layer, counted one by one', zh: '各种层，与逐个数出来的一致' },
    random => [network(random), network(random)],
    (...args) => countedMultiplications(args),
  ),
  check(
    'multiplications',
    { en: 'AlexNet’s', zh: 'AlexNet 的乘法次数' },
    random => [alexnet, network(random)],
    multiplications,
  ),
];

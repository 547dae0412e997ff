import type { Mistake, Text } from '@featuremap/grader';
import { shapeMistakesOf } from './shapeMistakes.js';
import { type Args, biasesOf, counted, placesOf, type Step, steps, weightsOf } from './steps.js';
import { weightMistakesOf } from './weightMistakes.js';

const instead =
  (count: (step: Step) => number) =>
  (...args: Args) =>
    counted(steps(args), count);

const multiplicationsOf = (step: Step) => weightsOf(step) * placesOf(step);

const placesOfInput: Text = {
  en: 'You multiply by the places of the input, height times width in front of the layer. A convolution has as many windows as its output has places: use the size behind it.',
  zh: '你乘的是输入的位置数，也就是这一层前面的高乘宽。卷积有多少个窗口，输出就有多少个位置：要用这一层后面的大小。',
};

/** What goes wrong with the number of multiplications. */
export const multiplicationsMistakes: readonly Mistake<Args>[] = [
  {
    id: 'places-forgotten',
    says: {
      en: 'You count each weight once. A convolution multiplies by the same weight in every place of its output: multiply by the output’s height and width.',
      zh: '每个权重你只算了一次。卷积在输出的每个位置都要乘同一个权重：要乘上输出的高和宽。',
    },
    instead: instead(weightsOf),
  },
  {
    id: 'places-forgotten',
    says: {
      en: 'You return the number of parameters. A convolution multiplies by the same weight in every place of its output, and a bias multiplies nothing: weights times the output’s height and width.',
      zh: '你返回的是参数的个数。卷积在输出的每个位置都要乘同一个权重，而偏置什么都不乘：应是权重数乘输出的高和宽。',
    },
    instead: instead(step => weightsOf(step) + biasesOf(step)),
  },
  {
    id: 'places-of-input',
    says: placesOfInput,
    instead: instead(step =>
      step.layer.kind === 'conv' ? weightsOf(step) * step.from[0] * step.from[1] : multiplicationsOf(step),
    ),
  },
  {
    id: 'places-of-input',
    says: placesOfInput,
    instead: instead(step => weightsOf(step) * step.from[0] * step.from[1]),
  },
  {
    id: 'one-side-only',
    says: {
      en: 'You multiply by the rows of the output alone. There is a window for each row and each column: height times width.',
      zh: '你只乘了输出的行数。每一行、每一列都有一个窗口：应是高乘宽。',
    },
    instead: instead(step => weightsOf(step) * step.to[0]),
  },
  {
    id: 'biases-multiplied',
    says: {
      en: 'You count the biases as well. A bias is added; only weights multiply.',
      zh: '你把偏置也算进去了。偏置是加上去的，只有权重才做乘法。',
    },
    instead: instead(step => (weightsOf(step) + biasesOf(step)) * placesOf(step)),
  },
  {
    id: 'biases-multiplied',
    says: {
      en: 'You add the number of biases. A bias is added to a sum; only weights multiply.',
      zh: '你加上了偏置的个数。偏置是加上去的，只有权重才做乘法。',
    },
    instead: instead(step => weightsOf(step) * placesOf(step) + biasesOf(step)),
  },
  {
    id: 'pooling-counted',
    says: {
      en: 'You count multiplications for pooling. Max pooling only compares: 0.',
      zh: '你给池化也算了乘法。最大池化只做比较：应为 0。',
    },
    instead: instead(({ layer, ...step }) =>
      layer.kind === 'pool'
        ? layer.size ** 2 * step.from[2] * placesOf({ layer, ...step })
        : multiplicationsOf({ layer, ...step }),
    ),
  },
  ...weightMistakesOf((step, weights) => weights * placesOf(step)),
  ...shapeMistakesOf(multiplicationsOf),
  // Whose dense layers keep the shape of the image may count a place for each of its pixels, or one.
  ...shapeMistakesOf(step => weightsOf(step) * (step.layer.kind === 'dense' ? 1 : placesOf(step))),
];

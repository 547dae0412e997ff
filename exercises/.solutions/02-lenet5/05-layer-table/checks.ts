import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { drawTable } from './drawTable.js';
import { parameterMistakes } from './parameterMistakes.js';
import { shapeMistakes } from './shapeMistakes.js';
import { type Args, type Layer, type Table, tableOf } from './table.js';
import { tfTable } from './tensorflow.js';

const mistakes = [...shapeMistakes, ...parameterMistakes].flatMap(({ id, says, ways }) =>
  ways.map(way => ({ id, says, instead: (...args: Args) => tableOf(args, way) })),
);

const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => Table = (...args) => tableOf(args),
): Check =>
  functionCheck<Args>({
    title,
    name: 'layerTable',
    parameters: ['inputShape', 'layers'],
    cases,
    expected,
    mistakes,
    draw: ({ args, key, path, language }) => drawTable(args, key, path, language),
  });

const conv = (filters: number, kernelSize: number, stride = 1, padding = 0): Layer => ({
  kind: 'conv',
  filters,
  kernelSize,
  stride,
  padding,
});
const pool = (size: number, stride: number): Layer => ({ kind: 'pool', size, stride });
const flatten: Layer = { kind: 'flatten' };
const dense = (units: number): Layer => ({ kind: 'dense', units });

const lenet5: Args = [
  [28, 28, 1],
  [conv(6, 5, 1, 2), pool(2, 2), conv(16, 5), pool(2, 2), conv(120, 5), flatten, dense(84), dense(10)],
];

/** A convolution in which something is left over at the edge, and on which every mistake shows. */
const someConv = (random: Random): Layer => conv(random.integer(7, 9), random.integer(0, 1) ? 3 : 5, 2, 1);

/** An image of which no two sizes are alike, with an even and an odd side. */
const someImage = (random: Random): readonly number[] => [
  2 * random.integer(10, 12),
  2 * random.integer(15, 17) + 1,
  random.integer(3, 5),
];

/** All kinds of layers, a pool whose windows overlap among them. */
const someNetwork = (random: Random): Args => [
  someImage(random),
  [someConv(random), pool(3, 2), conv(random.integer(10, 12), 3, 1, 1), flatten, dense(13), dense(6)],
];

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check({ en: 'one convolution', zh: '一个卷积层' }, random => [
    [[28, 28, 1], [conv(6, 5, 1, 2)]],
    [someImage(random), [someConv(random)]],
    [someImage(random), [conv(random.integer(7, 9), 3), conv(11, 5, 3, 1)]],
  ]),
  check({ en: 'a pool behind a convolution', zh: '卷积层之后接池化层' }, random => [
    [
      [28, 28, 1],
      [conv(6, 5, 1, 2), pool(2, 2)],
    ],
    [someImage(random), [someConv(random), pool(3, 2)]],
    [
      [12, 15, 4],
      [pool(2, 3), conv(random.integer(5, 9), 3)],
    ],
  ]),
  check({ en: 'flatten and dense layers', zh: '展平和全连接层' }, random => [
    [
      [5, 4, 3],
      [flatten, dense(random.integer(7, 9))],
    ],
    someNetwork(random),
  ]),
  check(
    {
      en: 'LeNet-5, and another network, as TensorFlow.js builds them',
      zh: 'LeNet-5 和另一个网络，与 TensorFlow.js 搭出来的一致',
    },
    random => [lenet5, someNetwork(random)],
    tfTable,
  ),
];

import { type Check, functionCheck, type Language, type Random, type Text } from '@featuremap/grader';
import { type Args, bottleneckLayers, type Convolution, costOf, functionsOf, totalOf } from './cost.js';
import { costMistakes } from './costMistakes.js';
import { counted } from './counted.js';

type Functions = ReturnType<typeof functionsOf>;
type Name = keyof Functions;
type Cases = (random: Random) => readonly Args[];

const words = {
  en: {
    parameters: 'parameters',
    multiplications: 'multiplications',
    direct: 'direct',
    bottleneck: 'bottleneck',
  },
  zh: { parameters: '个参数', multiplications: '次乘法', direct: '直接', bottleneck: '瓶颈' },
};

/** Such as `5·5 · 192 · 32 + 32 = 153632`. */
function formula(layer: Convolution, key: 'parameters' | 'multiplications'): string {
  const { height, width, kernelSize, inChannels, outChannels } = layer;
  const weights = `${kernelSize}·${kernelSize} · ${inChannels} · ${outChannels}`;
  const cost = costOf(layer)[key];
  return key === 'parameters'
    ? `${weights} + ${outChannels} = ${cost}`
    : `${height}·${width} · ${weights} = ${cost}`;
}

/** The layers, a line each, and below them how the wrong number comes about. */
function drawCost(name: Name, [layer, middle]: Args, key: string, language: Language): string[] {
  const text = words[language];
  const of = key === 'parameters' ? 'parameters' : 'multiplications';
  const both = bottleneckLayers(layer, middle);
  const path = (layers: readonly Convolution[]) =>
    layers.reduce(
      (drawn, { height, width, kernelSize, outChannels }) =>
        `${drawn} ── ${kernelSize}×${kernelSize} ──▶ ${height}×${width}×${outChannels}`,
      `${layer.height}×${layer.width}×${layer.inChannels}`,
    );
  const direct = [path([layer]), `${formula(layer, of)} ${text[of]}`];
  const total = totalOf(both.map(costOf))[of];
  const parts = both.map(costOf).map(cost => cost[of]);
  const narrow = [
    path(both),
    ...both.map(part => formula(part, of)),
    `${parts.join(' + ')} = ${total} ${text[of]}`,
  ];
  if (name === 'directCost') return direct;
  if (name === 'bottleneckCost') return narrow;
  const quotient = `${costOf(layer)[of]} / ${total} = ${(costOf(layer)[of] / total).toFixed(4)}`;
  return [...direct, '', ...narrow, '', quotient];
}

const check = (name: Name, title: Text, cases: Cases, expected: Functions = functionsOf()): Check =>
  functionCheck<Args>({
    title,
    name,
    parameters: name === 'directCost' ? ['layer'] : ['layer', 'middleChannels'],
    cases,
    expected: expected[name],
    mistakes: costMistakes.map(({ id, says, way }) => ({ id, says, instead: functionsOf(way)[name] })),
    draw: ({ args, key, language }) => drawCost(name, args, key, language),
  });

/** Where saving is wrong because bottleneckCost is, on which it is built, that is what there is to mend. */
const savingCheck = (title: Text, cases: Cases, expected?: Functions): Check => {
  const saving = check('saving', title, cases, expected);
  const bottleneckCost = check('bottleneckCost', title, cases, expected);
  return {
    title,
    run: async (learner, run) => {
      const failure = await saving.run(learner, run);
      return failure && ((await bottleneckCost.run(learner, run)) ?? failure);
    },
  };
};

const layer = (
  height: number,
  width: number,
  inChannels: number,
  kernelSize: number,
  outChannels: number,
) => ({
  height,
  width,
  kernelSize,
  inChannels,
  outChannels,
});

/** A layer whose sizes are all different, which a mistake in any of them shows on. */
const anyLayer = (random: Random): Convolution =>
  layer(
    random.integer(8, 11),
    random.integer(12, 15),
    random.integer(40, 60),
    random.integer(0, 1) ? 3 : 5,
    random.integer(20, 30),
  );

/** A block of the paper, called 3a there, in front of whose 5×5 stand 16 channels. */
const paper: Args = [layer(28, 28, 192, 5, 32), 16];

/** The same with the sizes of this chapter's network: in its first block there is nothing to be saved. */
const ours: readonly Args[] = [
  [layer(12, 12, 10, 5, 24), 16],
  [layer(4, 4, 20, 5, 24), 16],
];

const agrees = (name: Name): Text => ({
  en: `${name} agrees with layers of TensorFlow.js and a counter in the loops`,
  zh: `${name} 与 TensorFlow.js 的层和循环里的计数器一致`,
});

const small: Cases = random => [
  [layer(random.integer(5, 6), 7, random.integer(8, 10), 3, random.integer(4, 6)), 3],
  [layer(6, random.integer(7, 8), 11, 5, random.integer(4, 6)), 2],
];

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    'directCost',
    { en: 'directCost counts a convolution as it is', zh: 'directCost 计算卷积本身的代价' },
    random => [paper, [anyLayer(random), 7], [layer(6, 9, 5, 1, 8), 2]],
  ),
  check('directCost', agrees('directCost'), small, counted),
  check(
    'bottleneckCost',
    { en: 'bottleneckCost counts both convolutions', zh: 'bottleneckCost 计算两个卷积的代价' },
    random => [paper, [anyLayer(random), random.integer(6, 12)], ...ours],
  ),
  check('bottleneckCost', agrees('bottleneckCost'), small, counted),
  savingCheck({ en: 'saving compares the multiplications', zh: 'saving 比较乘法次数' }, random => [
    paper,
    [anyLayer(random), random.integer(6, 12)],
    ...ours,
  ]),
];

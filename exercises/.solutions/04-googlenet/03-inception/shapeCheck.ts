import { type Check, functionCheck, type Mistake } from '@featuremap/grader';
import { defaults } from './block.js';
import { blockCheck } from './blockCheck.js';

type Shape = readonly (number | null)[];
type Args = readonly [inputShape: Shape, narrow: number, wide: number];

const withChannels = ([batch, height, width]: Shape, channels: number) => [batch, height, width, channels];

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'output-shape-of-input',
    says: {
      en: 'Your block says that its output has the shape of its input. It has other channels: narrow + 3 · wide. A layer behind it makes its weights by this shape. Is computeOutputShape there, and spelt so?',
      zh: '你的块说输出和输入形状相同。但通道数变了：应为 narrow + 3 · wide。后面的层要按这个形状建立权重。computeOutputShape 写了吗？名字拼对了吗？',
    },
    instead: inputShape => inputShape,
  },
  {
    id: 'output-shape-without-batch',
    says: {
      en: 'The batch is missing from your output shape. It comes first, as in inputShape, and is null while it is not known: [batch, height, width, channels].',
      zh: '你的输出形状里少了批量大小。它和 inputShape 里一样排在最前面，还不知道时是 null：[batch, height, width, channels]。',
    },
    instead: ([, height, width], narrow, wide) => [height, width, narrow + 3 * wide],
  },
  {
    id: 'output-channels-written-out',
    says: {
      en: 'Your output always has 88 channels. That is right for 16 and 24 only: compute it from this.narrow and this.wide.',
      zh: '你的输出总是 88 个通道。只有 16 和 24 时才对：请用 this.narrow 和 this.wide 算。',
    },
    instead: inputShape => withChannels(inputShape, defaults.narrow + 3 * defaults.wide),
  },
  {
    id: 'output-channels-of-all-convolutions',
    says: {
      en: 'You add up the channels of all seven convolutions. Only the last one of each branch reaches the output: narrow + wide + wide + wide.',
      zh: '你把七个卷积的通道全加上了。每个分支只有最后一个卷积进入输出：narrow + wide + wide + wide。',
    },
    instead: (inputShape, narrow, wide) => withChannels(inputShape, 3 * narrow + 4 * wide),
  },
  {
    id: 'output-channels-of-one-branch',
    says: {
      en: 'You give the channels of one branch. The output has those of all four: narrow + 3 · wide.',
      zh: '你给的是一个分支的通道数。输出包含全部四个分支：narrow + 3 · wide。',
    },
    instead: (inputShape, _, wide) => withChannels(inputShape, wide),
  },
];

/** The shape is told before anything is computed. */
export const shapeCheck: Check = blockCheck(
  { en: 'computeOutputShape says the shape of the output', zh: 'computeOutputShape 给出输出的形状' },
  async (Block, run) => {
    const computeOutputShape = (...[inputShape, narrow, wide]: Args) =>
      new Block({ narrow, wide }).computeOutputShape([...inputShape]);
    const failure = await functionCheck<Args>({
      title: { en: '', zh: '' },
      name: 'computeOutputShape',
      parameters: ['inputShape', 'narrow', 'wide'],
      cases: random => [
        [[null, 12, 12, 10], defaults.narrow, defaults.wide],
        [[null, random.integer(5, 9), random.integer(10, 14), 3], 2, random.integer(4, 9)],
      ],
      expected: (inputShape, narrow, wide) => withChannels(inputShape, narrow + 3 * wide),
      mistakes,
      draw: ({ args: [inputShape, narrow, wide] }) => [
        `[${inputShape.map(String).join(', ')}]`,
        `${narrow} + 3 · ${wide} = ${narrow + 3 * wide}`,
      ],
    }).run({ computeOutputShape }, run);
    return failure && 'notRun' in failure ? undefined : failure;
  },
);

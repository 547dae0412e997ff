import { type Check, functionCheck, type Mistake, type Random, type Text } from '@featuremap/grader';

type Args = readonly [size: number, kernelSize: number, stride: number, padding: number];

const outputSize = (...[size, kernelSize, stride, padding]: Args) =>
  Math.floor((size + 2 * padding - kernelSize) / stride) + 1;

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'not-rounded',
    says: {
      en: 'Your result has a fraction: there is no such thing as half a window. Round the division down.',
      zh: '结果带小数：窗口没有半个的。请把除法的结果向下取整。',
    },
    instead: (size, kernelSize, stride, padding) => (size + 2 * padding - kernelSize) / stride + 1,
  },
  {
    id: 'rounded-up',
    says: {
      en: 'You round up, which counts a window that hangs over the edge. What does not fit is left out: round down.',
      zh: '你向上取整了，多算了一个伸出边缘的窗口。放不下的就不要：应向下取整。',
    },
    instead: (size, kernelSize, stride, padding) => Math.ceil((size + 2 * padding - kernelSize) / stride) + 1,
  },
  {
    id: 'rounded-to-nearest',
    says: {
      en: 'You round to the nearest whole number, which sometimes counts a window that hangs over the edge. Round down.',
      zh: '你做了四舍五入，有时会多算一个伸出边缘的窗口。应向下取整。',
    },
    instead: (size, kernelSize, stride, padding) =>
      Math.round((size + 2 * padding - kernelSize) / stride) + 1,
  },
  {
    id: 'padding-counted-once',
    says: {
      en: 'The padding is counted once. It lies on both sides: H + 2P.',
      zh: '填充只算了一次。它在两侧都有：H + 2P。',
    },
    instead: (size, kernelSize, stride, padding) => Math.floor((size + padding - kernelSize) / stride) + 1,
  },
  {
    id: 'padding-ignored',
    says: {
      en: 'The padding is ignored. It makes the input larger by P on both sides: H + 2P.',
      zh: '没有算填充。它让输入的两侧各大 P：H + 2P。',
    },
    instead: (size, kernelSize, stride) => Math.floor((size - kernelSize) / stride) + 1,
  },
  {
    id: 'first-window-missing',
    says: {
      en: 'You count the steps between the windows. The first window needs no step: add 1.',
      zh: '你数的是窗口移动的次数。第一个窗口不需要移动：要加 1。',
    },
    instead: (size, kernelSize, stride, padding) => Math.floor((size + 2 * padding - kernelSize) / stride),
  },
  {
    id: 'one-added-before-dividing',
    says: {
      en: 'You add 1 before you divide. Divide first, round down, then add 1 for the first window.',
      zh: '你在除之前就加了 1。先除，向下取整，再为第一个窗口加 1。',
    },
    instead: (size, kernelSize, stride, padding) =>
      Math.floor((size + 2 * padding - kernelSize + 1) / stride),
  },
  {
    id: 'kernel-alone-divided',
    says: {
      en: 'Only the kernel’s size is divided by the stride: division binds closer than subtraction. Put brackets around H + 2P - FH.',
      zh: '只有核的大小除了步幅：除法比减法先算。请给 H + 2P - FH 加上括号。',
    },
    instead: (size, kernelSize, stride, padding) => Math.floor(size + 2 * padding - kernelSize / stride) + 1,
  },
  {
    id: 'stride-ignored',
    says: {
      en: 'The stride is ignored. Only every S-th place has a window: divide by the stride.',
      zh: '没有用到步幅。每隔 S 个位置才有一个窗口：要除以步幅。',
    },
    instead: (size, kernelSize, _, padding) => size + 2 * padding - kernelSize + 1,
  },
  {
    id: 'kernel-ignored',
    says: {
      en: 'The kernel’s size is ignored. A window must fit in whole: subtract it before you divide.',
      zh: '没有减去核的大小。窗口必须整个放得下：除之前要先减去它。',
    },
    instead: (size, _, stride, padding) => Math.floor((size + 2 * padding) / stride) + 1,
  },
];

/** The row of numbers with its padding, and below it the windows, one a line. */
function drawWindows([size, kernelSize, stride, padding]: Args): string[] {
  const cells = '.'.repeat(padding) + '#'.repeat(size) + '.'.repeat(padding);
  const starts = Array.from(
    { length: outputSize(size, kernelSize, stride, padding) },
    (_, index) => index * stride,
  );
  return [
    cells,
    ...starts.map((start, index) => `${' '.repeat(start)}${'='.repeat(kernelSize)}  ${index + 1}`),
  ];
}

const check = (title: Text, cases: (random: Random) => readonly Args[]): Check =>
  functionCheck<Args>({
    title,
    name: 'outputSize',
    parameters: ['size', 'kernelSize', 'stride', 'padding'],
    cases,
    expected: outputSize,
    mistakes,
    draw: ({ args, language }) => [
      { en: '# input, . padding, = one window', zh: '# 输入，. 填充，= 一个窗口' }[language],
      ...drawWindows(args),
    ],
  });

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check({ en: 'where the division comes out even', zh: '除得尽的情形' }, () => [
    [4, 3, 1, 0],
    [4, 3, 1, 1],
    [9, 3, 2, 2],
    [12, 2, 2, 0],
  ]),
  check({ en: 'where it does not', zh: '除不尽的情形' }, random => [
    [8, 2, 3, 2],
    [9, 2, 3, 2],
    [10, 3, 2, 4],
    [random.integer(20, 29), random.integer(3, 6), random.integer(3, 5), random.integer(1, 3)],
  ]),
  check({ en: 'LeNet-5’s and AlexNet’s own layers', zh: 'LeNet-5 和 AlexNet 中真实的层' }, () => [
    [28, 5, 1, 2],
    [14, 5, 1, 0],
    [54, 3, 2, 0],
    [224, 11, 4, 1],
    [224, 11, 4, 2],
  ]),
];

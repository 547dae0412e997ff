import type { Mistake, Text } from '@featuremap/grader';
import { type Cell, cells, largest, type Planes, scattered } from './pool.js';
import { says } from './says.js';

type Args = readonly [input: Planes, outputGradient: Planes, size: number, stride: number];

const overwritten: Text = {
  en: 'A number that is the largest of several windows keeps the gradient of a single one. It touched all of their outputs, and what they hand back adds up: `+=`, not `=`.',
  zh: '同一个数是好几个窗口里最大的，你却只留下了其中一个窗口的梯度。它影响了所有这些输出，它们传回来的要加在一起：写 `+=`，而不是 `=`。',
};

const startsAtZero: Text = {
  en: 'Your search for the largest number starts at 0, so it finds none in a window whose numbers are all 0 or below. Start at the first number of the window, in its own place.',
  zh: '你找最大的数时从 0 开始，所以窗口里全是 0 或负数时什么也找不到。应从窗口的第一个数、它自己的位置开始。',
};

const same = (cell: Cell, other: Cell) => cell.value === other.value;

/** What goes wrong with the gradient of max pooling. */
export const maxPoolGradientMistakes: readonly Mistake<Args>[] = [
  {
    id: 'overwritten',
    says: overwritten,
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, undefined, (_, share) => share),
  },
  {
    id: 'overwritten',
    says: overwritten,
    // The first window stays.
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, undefined, (before, share) => before || share),
  },
  {
    id: 'to-the-whole-window',
    says: {
      en: 'Every number of a window gets its gradient. The output is a copy of the largest one: if another grows a little, the output stays as it is. Only the place of the largest gets something.',
      zh: '你把梯度给了窗口里的每个数。输出只是最大那个数的副本：别的数增大一点点，输出不变。只有最大的数所在的位置有梯度。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) =>
        window.map(cell => ({ ...cell, share })),
      ),
  },
  {
    id: 'spread-over-the-window',
    says: {
      en: 'You spread the gradient evenly over the window. That is the gradient of average pooling. Here the largest number gets all of it, and the others nothing.',
      zh: '你把梯度平均分给了整个窗口。那是平均池化的梯度。这里最大的数拿走全部，其余的什么也没有。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) =>
        window.map(cell => ({ ...cell, share: share / window.length })),
      ),
  },
  {
    id: 'to-all-of-equals',
    says: {
      en: 'Where the largest number is there more than once, you hand the gradient to each of them, and the loss would be counted several times. Only one gets it: the first, row by row from left to right.',
      zh: '最大的数不止一个时，你给每一个都传了梯度，损失就被重复计算了。只有一个能得到：按行从左到右的第一个。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) =>
        window.filter(cell => same(cell, largest(window))).map(cell => ({ ...cell, share })),
      ),
  },
  {
    id: 'divided-among-equals',
    says: {
      en: 'Where the largest number is there more than once, you divide the gradient among them. That could be justified, but frameworks do not do it: the first gets all, row by row from left to right.',
      zh: '最大的数不止一个时，你把梯度平分给了它们。这样说得通，但框架不这样做：全部给按行从左到右的第一个。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) => {
        const equals = window.filter(cell => same(cell, largest(window)));
        return equals.map(cell => ({ ...cell, share: share / equals.length }));
      }),
  },
  {
    id: 'last-of-equals',
    says: {
      en: 'Where the largest number is there more than once, the last of them gets the gradient. It goes to the first: move on to another place only where the number there is larger, `>` and not `>=`.',
      zh: '最大的数不止一个时，你把梯度给了最后一个。应给第一个：只有遇到更大的数才换位置，写 `>`，而不是 `>=`。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) => [
        { ...window.reduce((best, cell) => (cell.value >= best.value ? cell : best)), share },
      ]),
  },
  {
    id: 'averaged',
    says: {
      en: 'You divide the sum by the number of windows that chose the number. What it does to the loss through each of them adds up: return the sum, divided by nothing.',
      zh: '你用选中这个数的窗口个数去除了总和。它通过每个窗口对损失的影响是相加的：请返回总和，什么都不要除。',
    },
    instead: (input, outputGradient, size, stride) => {
      const ones = outputGradient.map(plane => plane.map(row => row.map(() => 1)));
      const counts = scattered(input, ones, { size, stride });
      return scattered(input, outputGradient, { size, stride }).map((plane, channel) =>
        plane.map((row, y) => row.map((value, x) => value / (counts[channel][y][x] || 1))),
      );
    },
  },
  {
    id: 'output-gradient-ignored',
    says: {
      en: 'You count how often each number was the largest. Add the gradient of the window’s output, outputGradient[channel][row][column], in place of 1.',
      zh: '你数的是每个数当了几次最大值。要加的是这个窗口对应输出的梯度 outputGradient[channel][row][column]，而不是 1。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, window => [{ ...largest(window), share: 1 }]),
  },
  {
    id: 'value-in-place-of-gradient',
    says: {
      en: 'You put the largest number itself in its place. What belongs there is the gradient of the window’s output, outputGradient[channel][row][column].',
      zh: '你在最大的数的位置上加了这个数本身。应该加的是这个窗口对应输出的梯度 outputGradient[channel][row][column]。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, window => [
        { ...largest(window), share: largest(window).value },
      ]),
  },
  {
    id: 'multiplied-by-value',
    says: {
      en: 'You multiply the gradient by the largest number. That number went into the output as it is, multiplied by 1, so its gradient is the output’s as it is.',
      zh: '你把梯度乘上了最大的数。这个数是原样成为输出的，相当于乘了 1，所以梯度也原样传回。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) => [
        { ...largest(window), share: share * largest(window).value },
      ]),
  },
  {
    id: 'starts-from-input',
    says: {
      en: 'Your result begins as a copy of the input, and the gradients are added to it. It begins with zeros, as many as the input has numbers.',
      zh: '你的结果是从输入的副本开始的，梯度加在了它上面。应从全零开始，大小和输入一样。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }).map((plane, channel) =>
        plane.map((row, y) => row.map((value, x) => value + input[channel][y][x])),
      ),
  },
  {
    id: 'place-in-window',
    says: {
      en: 'You add the gradient at [i][j], counted from the window’s own corner, so that everything lands at the upper left of the image. In the image the place is [row * stride + i][column * stride + j].',
      zh: '你把梯度加在了 [i][j]，那是从窗口自己的左上角数起的，结果全落在图像的左上角。在图像里的位置是 [row * stride + i][column * stride + j]。',
    },
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) => {
        const { y, x } = largest(window);
        return [{ y: y - window[0].y, x: x - window[0].x, share }];
      }),
  },
  {
    id: 'starts-at-zero',
    says: startsAtZero,
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) =>
        largest(window).value > 0 ? [{ ...largest(window), share }] : [],
      ),
  },
  {
    id: 'starts-at-zero',
    says: startsAtZero,
    // The place is that of the window's corner until something is larger than 0.
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) => [
        { ...(largest(window).value > 0 ? largest(window) : window[0]), share },
      ]),
  },
  {
    id: 'stride-as-size',
    says: says['stride-as-size'],
    instead: (input, outputGradient, _, stride) => scattered(input, outputGradient, { size: stride, stride }),
  },
  {
    id: 'size-as-stride',
    says: says['size-as-stride'],
    instead: (input, outputGradient, size) => scattered(input, outputGradient, { size, stride: size }),
  },
  {
    id: 'windows-not-strided',
    says: says['windows-not-strided'],
    instead: (input, outputGradient, size) => scattered(input, outputGradient, { size, stride: 1 }),
  },
  {
    id: 'first-channel-only',
    says: says['first-channel-only'],
    instead: (input, outputGradient, size, stride) =>
      scattered(input, outputGradient, { size, stride }, (window, share) => {
        const { y, x } = largest(cells(input[0], window[0].y, window[0].x, size));
        return [{ y, x, share }];
      }),
  },
];

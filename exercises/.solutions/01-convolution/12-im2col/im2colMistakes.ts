import type { Mistake, Text } from '@featuremap/grader';
import { transposed, width } from '../correlate.js';
import { type Im2colArgs, im2col, unrolled, type Window, windowCount } from '../im2col.js';

/** The numbers of a window in the order of three loops, each named by what it goes through: channel, row, column. */
const inOrder =
  (order: 'rows-columns-channels' | 'channels-columns-rows') =>
  (window: Window): number[] => {
    const side = window[0].map((_, index) => index);
    return order === 'rows-columns-channels'
      ? side.flatMap(i => side.flatMap(j => window.map(plane => plane[i][j])))
      : window.flatMap(plane => side.flatMap(j => side.map(i => plane[i][j])));
  };

/** As im2col, with the windows one channel at a time. */
const ofChannel = ([input, kernelSize, stride]: Im2colArgs, channel: number) =>
  im2col([input[channel]], kernelSize, stride);

const channelsApart: Text = {
  en: 'Your rows hold one channel each. A window goes through all channels: its row has the numbers of channel 0, behind them those of channel 1, and so on, so that one product sums over all of them. Put the loop over c inside of the loops over row and column.',
  zh: '你的每一行只装了一个通道。一个窗口贯穿所有通道：它那一行先放第 0 个通道的数，后面接第 1 个通道的，依此类推，这样一次乘积就把所有通道都加起来了。把遍历 c 的循环放到遍历 row 和 column 的循环里面。',
};

const rowNotReset: Text = {
  en: 'Windows run together: you push into the same array all the time. Every window has an array of its own: begin it, `const numbers: number[] = []`, inside the loops over row and column.',
  zh: '各个窗口连在了一起：你一直在往同一个数组里放。每个窗口要有自己的数组：把 `const numbers: number[] = []` 放进遍历 row 和 column 的循环里面。',
};

const lastWindowMissing: Text = {
  en: 'The last windows of your rows and columns are missing: the first one needs no step. There are (H - F) / S + 1, the division rounded down. If your loop runs over the window’s upper edge, the last one is at top = H - F: write <=, not <.',
  zh: '每行、每列最后的窗口都漏掉了：第一个窗口不需要移动。窗口共有 (H - F) / S + 1 个，除法向下取整。如果循环变量是窗口的上边缘，它最大可以是 top = H - F：要写 <=，而不是 <。',
};

/** Another number of windows. */
const counted =
  (count: (length: number, kernelSize: number, stride: number) => number): Mistake<Im2colArgs>['instead'] =>
  (...args) => {
    const [[plane], kernelSize, stride] = args;
    const size = [plane.length, width(plane)].map(length => count(length, kernelSize, stride));
    return unrolled(args, { size: [size[0], size[1]] }).flat();
  };

/** Another way from window to window, in an output of the right size. */
const moved =
  (step: (stride: number) => readonly [down: number, right: number]): Mistake<Im2colArgs>['instead'] =>
  (...args) =>
    unrolled(args, { stride: step(args[2]) }).flat();

/** What goes wrong where windows become rows. */
export const im2colMistakes: readonly Mistake<Im2colArgs>[] = [
  {
    id: 'matrix-transposed',
    says: {
      en: 'Your matrix lies on its side: each window is a column. (PyTorch’s unfold has it so.) Here each window is a row: one array for each window, pushed when it is full.',
      zh: '你的矩阵行列颠倒了：每个窗口成了一列。（PyTorch 的 unfold 就是这样。）这里每个窗口是一行：每个窗口一个数组，装满了再放进去。',
    },
    instead: (...args) => transposed(im2col(...args)),
  },
  {
    id: 'channels-last',
    says: {
      en: 'In your rows the channels alternate: the numbers of all channels at one place, then those at the next. Here all numbers of channel 0 come first: of the loops inside of a window, the one over c is the outermost.',
      zh: '在你的行里，各通道交替出现：先是某个位置上所有通道的数，再是下一个位置的。这里要先放完第 0 个通道的所有数：窗口内部的循环中，遍历 c 的在最外层。',
    },
    instead: (...args) => unrolled(args, { flat: inOrder('rows-columns-channels') }).flat(),
  },
  {
    id: 'window-transposed',
    says: {
      en: 'Inside of a channel your rows go down the window’s columns. They go as one reads, row by row: the loop over j is inside of the loop over i.',
      zh: '在一个通道内部，你是按窗口的列往下走的。应当像读书一样逐行走：遍历 j 的循环在遍历 i 的循环里面。',
    },
    instead: (...args) => unrolled(args, { flat: inOrder('channels-columns-rows') }).flat(),
  },
  {
    id: 'windows-in-column-order',
    says: {
      en: 'Your windows come column by column: the second row of your matrix is the window below the first. They come as one reads, from left to right: the loop over column is inside of the loop over row.',
      zh: '你的窗口是逐列排的：矩阵的第二行成了第一个窗口下方的窗口。应当像读书一样从左到右：遍历 column 的循环在遍历 row 的循环里面。',
    },
    instead: (...args) => {
      const rows = unrolled(args);
      return rows[0].flatMap((_, column) => rows.map(windows => windows[column]));
    },
  },
  {
    id: 'channels-apart',
    says: channelsApart,
    instead: (...args) => args[0].flatMap((_, channel) => ofChannel(args, channel)),
  },
  {
    id: 'channels-apart',
    says: channelsApart,
    instead: (...args) => {
      const channels = args[0].map((_, channel) => ofChannel(args, channel));
      return channels[0].flatMap((_, window) => channels.map(rows => rows[window]));
    },
  },
  {
    id: 'first-channel-only',
    says: {
      en: 'Your rows hold channel 0 alone. A window goes through all channels, input[0] to input[input.length - 1].',
      zh: '你的行里只有第 0 个通道。一个窗口贯穿所有通道，从 input[0] 到 input[input.length - 1]。',
    },
    instead: (...args) => ofChannel(args, 0),
  },
  {
    id: 'window-not-flat',
    says: {
      en: 'Your rows hold arrays: the windows are still stacks of matrices. A row is a list of C * F * F numbers: push number by number, or flatten the window with flat(2).',
      zh: '你的行里装的还是数组：窗口仍是一叠矩阵。一行应是 C * F * F 个数：把数一个个放进去，或者用 flat(2) 把窗口展平。',
    },
    instead: (...args) => {
      const [input, kernelSize, stride] = args;
      const planes = input.map(plane => im2col([plane], kernelSize, stride));
      return planes[0].map((_, window) =>
        planes.map(rows =>
          Array.from({ length: kernelSize }, (_, i) =>
            rows[window].slice(i * kernelSize, (i + 1) * kernelSize),
          ),
        ),
      );
    },
  },
  {
    id: 'windows-grouped',
    says: {
      en: 'Your windows are grouped by rows of the output, one array too deep. The matrix has all windows below each other, OH * OW rows: push every window into the same array.',
      zh: '你把窗口按输出的行分了组，多套了一层数组。矩阵里所有窗口依次排列，共 OH * OW 行：把每个窗口都放进同一个数组。',
    },
    instead: (...args) => unrolled(args),
  },
  {
    id: 'row-not-reset',
    says: rowNotReset,
    instead: (...args) => {
      const rows = im2col(...args);
      return rows.map(() => rows.flat());
    },
  },
  {
    id: 'row-not-reset',
    says: rowNotReset,
    instead: (...args) => unrolled(args).flatMap(windows => windows.map(() => windows.flat())),
  },
  { id: 'row-not-reset', says: rowNotReset, instead: (...args) => im2col(...args).flat() },
  {
    id: 'window-does-not-move',
    says: {
      en: 'Every row of yours is the first window. The window of output row and column begins at row * stride and column * stride: input[c][row * stride + i][column * stride + j].',
      zh: '你的每一行都是第一个窗口。输出第 row 行、第 column 列的窗口从 row * stride、column * stride 开始：input[c][row * stride + i][column * stride + j]。',
    },
    instead: moved(() => [0, 0]),
  },
  {
    id: 'stride-ignored',
    says: {
      en: 'The stride is ignored: your windows lie one apart. With a stride of S the next window begins S further on, and fewer of them fit.',
      zh: '没有用到步幅：你的窗口每次只移动一格。步幅为 S 时，下一个窗口要往后移 S 格，能放下的窗口也更少。',
    },
    instead: (input, kernelSize) => im2col(input, kernelSize, 1),
  },
  {
    id: 'windows-not-strided',
    says: {
      en: 'You have the right number of windows, but they lie one apart. They begin at row * stride and column * stride.',
      zh: '窗口的个数对了，但每次只移动一格。窗口应从 row * stride、column * stride 开始。',
    },
    instead: moved(() => [1, 1]),
  },
  {
    id: 'windows-not-strided',
    says: {
      en: 'Your windows are strided downwards, but to the right they move by one only. They begin at column * stride, as they begin at row * stride.',
      zh: '你的窗口往下按步幅移动，往右却每次只移动一格。左边应从 column * stride 开始，正如上边从 row * stride 开始。',
    },
    instead: moved(stride => [stride, 1]),
  },
  {
    id: 'windows-not-strided',
    says: {
      en: 'Your windows are strided to the right, but downwards they move by one only. They begin at row * stride, as they begin at column * stride.',
      zh: '你的窗口往右按步幅移动，往下却每次只移动一格。上边应从 row * stride 开始，正如左边从 column * stride 开始。',
    },
    instead: moved(stride => [1, stride]),
  },
  {
    id: 'stride-of-kernel-size',
    says: {
      en: 'Your windows lie one kernel apart, without an overlap. The distance between them is the parameter stride.',
      zh: '你的窗口按核的大小移动，互不重叠。窗口之间的距离应是参数 stride。',
    },
    instead: (input, kernelSize) => im2col(input, kernelSize, kernelSize),
  },
  {
    id: 'window-over-the-edge',
    says: {
      en: 'Your last windows hang over the edge and read numbers that are not there. Round (H - F) / S down with Math.floor before you add 1.',
      zh: '你最后的窗口伸出了边缘，读到了不存在的数。(H - F) / S 要先用 Math.floor 向下取整，再加 1。',
    },
    instead: (...args) => unrolled(args, { size: windowCount(args, Math.ceil) }).flat(),
  },
  ...[Math.floor, Math.ceil].map(round => ({
    id: 'last-window-missing',
    says: lastWindowMissing,
    instead: counted((length, kernelSize, stride) => round((length - kernelSize) / stride)),
  })),
  {
    id: 'height-and-width-swapped',
    says: {
      en: 'Height and width are swapped in the number of your windows. There are input[0].length rows in a channel, and input[0][0].length columns.',
      zh: '数窗口时把高和宽弄反了。每个通道有 input[0].length 行、input[0][0].length 列。',
    },
    instead: (...args) => {
      const [outHeight, outWidth] = windowCount(args);
      return unrolled(args, { size: [outWidth, outHeight] }).flat();
    },
  },
  {
    id: 'taken-for-square',
    says: {
      en: 'You take the input for square: you look for as many windows in a row as in a column. A channel has input[0].length rows and input[0][0].length columns.',
      zh: '你把输入当成了正方形：横向的窗口数和纵向一样。每个通道有 input[0].length 行、input[0][0].length 列。',
    },
    instead: (...args) => {
      const [outHeight] = windowCount(args);
      return unrolled(args, { size: [outHeight, outHeight] }).flat();
    },
  },
];

import type { Mistake, Text } from '@featuremap/grader';
import { cells, largest, outputSize, type Plane, type Planes, pooled, type Windows } from './pool.js';
import { says } from './says.js';

type Args = readonly [input: Planes, size: number, stride: number];

const sized = (...[length, { size, stride }]: [number, Windows]) => Math.ceil((length - size) / stride) + 1;
const divided = (...[length, { stride }]: [number, Windows]) => Math.floor(length / stride);

const roundedUp: Text = {
  en: 'Your last window hangs over the edge. (H - size) / stride counts the steps that fit: where it is no whole number, round it down with Math.floor before you add 1.',
  zh: '你的最后一个窗口伸出了边缘。(H - size) / stride 是放得下的移动次数：不是整数时，先用 Math.floor 向下取整，再加 1。',
};

const dividedByStride: Text = {
  en: 'You make H / stride rows. That is right only where the windows lie side by side; overlapping ones need more room, and the last would hang over the edge. It is Math.floor((H - size) / stride) + 1: 54 rows give 26, not 27.',
  zh: '你算出的行数是 H / stride。只有窗口互不重叠时才对；重叠的窗口需要更多地方，最后一个会伸出边缘。应该是 Math.floor((H - size) / stride) + 1：54 行得到 26 行，而不是 27 行。',
};

/** The largest number of what there is of a window. */
const clipped =
  ({ size }: Windows) =>
  (plane: Plane, top: number, left: number) =>
    Math.max(...plane.slice(top, top + size).flatMap(row => row.slice(left, left + size)));

/** `Math.max` of what is read, whatever is not there; a NaN stays. */
const careless =
  ({ size }: Windows) =>
  (plane: Plane, top: number, left: number) =>
    Math.max(...cells(plane, top, left, size).map(({ value }) => value));

/** What goes wrong with max pooling. */
export const maxPoolMistakes: readonly Mistake<Args>[] = [
  {
    id: 'starts-at-zero',
    says: {
      en: 'Your largest number starts at 0, so a window whose numbers are all below 0 gives 0. Start it at -Infinity, or at the first number of the window.',
      zh: '你的最大值从 0 开始，所以当窗口里的数全小于 0 时得到 0。应从 -Infinity 或窗口的第一个数开始。',
    },
    instead: (input, size, stride) =>
      pooled(input, { size, stride }, (plane, top, left) =>
        Math.max(0, largest(cells(plane, top, left, size)).value),
      ),
  },
  {
    id: 'stride-as-size',
    says: says['stride-as-size'],
    instead: (input, size, stride) => pooled(input, { size, stride }, careless({ size: stride, stride })),
  },
  {
    id: 'stride-as-size',
    says: says['stride-as-size'],
    instead: (input, _, stride) => pooled(input, { size: stride, stride }),
  },
  {
    id: 'size-as-stride',
    says: says['size-as-stride'],
    instead: (input, size) => pooled(input, { size, stride: size }),
  },
  {
    id: 'windows-not-strided',
    says: says['windows-not-strided'],
    instead: (input, size, stride) =>
      pooled(
        input,
        { size, stride },
        (plane, top, left) => largest(cells(plane, top / stride, left / stride, size)).value,
      ),
  },
  {
    id: 'size-rounded-up',
    says: roundedUp,
    instead: (input, size, stride) => pooled(input, { size, stride }, careless({ size, stride }), sized),
  },
  {
    id: 'size-rounded-up',
    says: roundedUp,
    instead: (input, size, stride) => pooled(input, { size, stride }, clipped({ size, stride }), sized),
  },
  {
    id: 'size-rounded-up',
    says: roundedUp,
    instead: (input, size, stride) => pooled(input, { size, stride }, undefined, sized),
  },
  {
    id: 'size-divided-by-stride',
    says: dividedByStride,
    instead: (input, size, stride) => pooled(input, { size, stride }, careless({ size, stride }), divided),
  },
  {
    id: 'size-divided-by-stride',
    says: dividedByStride,
    instead: (input, size, stride) => pooled(input, { size, stride }, clipped({ size, stride }), divided),
  },
  {
    id: 'size-divided-by-stride',
    says: dividedByStride,
    instead: (input, size, stride) => pooled(input, { size, stride }, undefined, divided),
  },
  {
    id: 'last-window-missing',
    says: {
      en: 'Your output lacks its last row and column: the first window needs no step. Count the steps, (H - size) / stride rounded down, and add 1.',
      zh: '输出少了最后一行和一列：第一个窗口不需要移动。先算移动次数 (H - size) / stride（向下取整），再加 1。',
    },
    instead: (input, size, stride) =>
      pooled(input, { size, stride }, undefined, (length, windows) => outputSize(length, windows) - 1),
  },
  {
    id: 'average',
    says: {
      en: 'You take the mean of each window. Max pooling keeps its largest number and forgets the others.',
      zh: '你取了每个窗口的平均值。最大池化只保留窗口里最大的数，其余的丢掉。',
    },
    instead: (input, size, stride) =>
      pooled(input, { size, stride }, (plane, top, left) => {
        const window = cells(plane, top, left, size);
        return window.reduce((sum, { value }) => sum + value, 0) / window.length;
      }),
  },
  {
    id: 'minimum',
    says: {
      en: 'You keep the smallest number of each window. Max pooling keeps the largest.',
      zh: '你保留了窗口里最小的数。最大池化保留最大的。',
    },
    instead: (input, size, stride) =>
      pooled(input, { size, stride }, (plane, top, left) =>
        Math.min(...cells(plane, top, left, size).map(({ value }) => value)),
      ),
  },
  {
    id: 'across-channels',
    says: {
      en: 'Your largest number is taken over all channels. Pooling treats each channel by itself: C channels go in, and C different ones come out.',
      zh: '你在所有通道里取了最大值。池化对每个通道单独进行：进去 C 个通道，出来 C 个不同的通道。',
    },
    instead: (input, size, stride) =>
      pooled(input, { size, stride }, (_, top, left) =>
        Math.max(...input.map(plane => largest(cells(plane, top, left, size)).value)),
      ),
  },
  {
    id: 'first-channel-only',
    says: says['first-channel-only'],
    instead: (input, size, stride) =>
      pooled(input, { size, stride }, (_, top, left) => largest(cells(input[0], top, left, size)).value),
  },
];

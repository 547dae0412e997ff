import type { Mistake, Text } from '@featuremap/grader';
import { type Args, type Batch, drop, dropped, scaled, source, unchanged } from './drop.js';

const transposed = (batch: Batch) => batch[0].map((_, column) => batch.map(row => row[column]));

const droppedAtInference: Text = {
  en: 'You drop at inference as well. Dropout is for training only: with `training` false every number stays as it is, or the same image would be given another answer each time.',
  zh: '你在推理时也丢弃了。dropout 只用于训练：`training` 为 false 时每个数都保持原样，否则同一幅图像每次得到的答案都不一样。',
};

const keepsTheShare: Text = {
  en: 'You keep where random() is below rate, so a share of rate stays and all the rest is dropped. It is the other way round: drop where random() < rate. With a rate of 0.5 the two look the same; with 0.2, four of five should stay.',
  zh: '你在 random() 小于 rate 时保留，于是留下的只占 rate，其余都丢了。应该反过来：random() < rate 时丢弃。rate 为 0.5 时两者看不出差别；为 0.2 时，五个里应留下四个。',
};

const rowsDropped: Text = {
  en: 'You ask random() once for each row, so that whole rows are dropped: a row is an image, and nothing of it would be left. Ask once for each number.',
  zh: '你每行只调用了一次 random()，于是整行一起丢掉：一行就是一幅图像，这样它就什么都不剩了。应对每个数各调用一次。',
};

/** Right while training, and this at inference. */
const atInference =
  (fate: Parameters<typeof drop>[2]) =>
  (...args: Args) =>
    drop(args, scaled, fate);

/** This while training, and right at inference. */
const inTraining =
  (fate: Parameters<typeof drop>[1]) =>
  (...args: Args) =>
    drop(args, fate, unchanged);

/** What goes wrong with dropout. */
export const dropoutMistakes: readonly Mistake<Args>[] = [
  {
    id: 'dropped-at-inference',
    says: droppedAtInference,
    instead: (...args) => drop(args, scaled, scaled),
  },
  ...[scaled, dropped].map(
    (fate): Mistake<Args> => ({
      id: 'dropped-at-inference',
      says: droppedAtInference,
      instead: (...args) => drop(args, fate, dropped),
    }),
  ),
  {
    id: 'training-and-inference-swapped',
    says: {
      en: 'You drop at inference and leave everything as it is while training: the condition is upside down. Drop where `training` is true.',
      zh: '你在推理时丢弃，训练时却什么都没做：条件写反了。`training` 为 true 时才丢弃。',
    },
    instead: (...args) => drop(args, unchanged, scaled),
  },
  {
    id: 'never-dropped',
    says: {
      en: 'Nothing is dropped, not even while training. Ask random() for each number; where it is below rate, 0 takes the number’s place.',
      zh: '什么都没有丢弃，训练时也没有。对每个数调用一次 random()，结果小于 rate 时用 0 代替这个数。',
    },
    instead: (...args) => drop(args, unchanged, unchanged),
  },
  {
    id: 'not-scaled',
    says: {
      en: 'What stays is not scaled. Some of the numbers are gone, so the sums in the next layer are smaller than at inference. Divide what stays by 1 - rate to make up for it.',
      zh: '留下的数没有放大。一部分数没有了，下一层的和就比推理时小。把留下的数除以 1 - rate 来补上。',
    },
    instead: inTraining(dropped),
  },
  {
    id: 'divided-by-rate',
    says: {
      en: 'You divide what stays by rate. That is the share which is gone; the share which is left is 1 - rate: divide by that. With a rate of 0.5 the two look the same.',
      zh: '你把留下的数除以了 rate。那是丢掉的比例；留下的比例是 1 - rate，应除以它。rate 为 0.5 时两者看不出差别。',
    },
    instead: inTraining((value, draw, rate) => (draw < rate ? 0 : value / rate)),
  },
  {
    id: 'multiplied',
    says: {
      en: 'You multiply what stays by 1 - rate, which makes it smaller still. What stays has to make up for what is gone: divide by 1 - rate.',
      zh: '你把留下的数乘以了 1 - rate，它变得更小了。留下的要补上丢掉的：应除以 1 - rate。',
    },
    instead: inTraining((value, draw, rate) => (draw < rate ? 0 : value * (1 - rate))),
  },
  {
    id: 'multiplied',
    says: {
      en: 'You multiply what stays by rate, which makes it smaller still. What stays has to make up for what is gone: divide by 1 - rate.',
      zh: '你把留下的数乘以了 rate，它变得更小了。留下的要补上丢掉的：应除以 1 - rate。',
    },
    instead: inTraining((value, draw, rate) => (draw < rate ? 0 : value * rate)),
  },
  {
    id: 'divided-by-count',
    says: {
      en: 'You divide by the share that happened to stay this time. It changes from mask to mask; the share to divide by is the expected one, 1 - rate, always the same.',
      zh: '你除以的是这一次碰巧留下的比例，每次都不一样。应除以期望的比例 1 - rate，它始终不变。',
    },
    instead: (...args) => {
      const [input, rate, training, random] = args;
      if (!training) return input;
      const all = drop([input.map(row => row.map(() => 1)), rate, true, random], scaled, unchanged).flat();
      const share = all.filter(value => value > 0).length / all.length;
      return drop(args, (value, draw) => (draw < rate ? 0 : value / share), unchanged);
    },
  },
  {
    id: 'scaled-at-inference',
    says: {
      en: 'You leave what stays as it is while training, and multiply by 1 - rate at inference. The AlexNet paper did just that, and on average it comes to the same. Today all frameworks scale while training, so that inference is left alone: divide by 1 - rate there, and do nothing here.',
      zh: '训练时你让留下的数保持原样，推理时再乘以 1 - rate。AlexNet 的论文正是这样做的，平均起来效果一样。如今所有框架都在训练时缩放，推理时什么都不用做：请在训练时除以 1 - rate，推理时保持原样。',
    },
    instead: (...args) => drop(args, dropped, (value, _, rate) => value * (1 - rate)),
  },
  {
    id: 'scaled-at-inference',
    says: {
      en: 'You scale while training, which is right, and once more at inference. One of them is enough: with `training` false every number stays as it is.',
      zh: '训练时缩放是对的，可你在推理时又缩放了一次。一次就够了：`training` 为 false 时每个数都保持原样。',
    },
    instead: atInference((value, _, rate) => value * (1 - rate)),
  },
  {
    id: 'scaled-at-inference',
    says: {
      en: 'You divide by 1 - rate at inference too, although nothing was dropped and there is nothing to make up for. With `training` false every number stays as it is.',
      zh: '推理时你也除以了 1 - rate，可是并没有丢掉什么，不需要补。`training` 为 false 时每个数都保持原样。',
    },
    instead: atInference((value, _, rate) => value / (1 - rate)),
  },
  {
    id: 'keeps-the-share',
    says: keepsTheShare,
    instead: inTraining((value, draw, rate) => (draw < rate ? value / (1 - rate) : 0)),
  },
  {
    id: 'keeps-the-share',
    says: keepsTheShare,
    instead: inTraining((value, draw, rate) => (draw < rate ? value / rate : 0)),
  },
  {
    id: 'rows-dropped',
    says: rowsDropped,
    instead: (input, rate, training, random) => {
      const next = source(random);
      return input.map(row => {
        const draw = training ? next() : 1;
        return row.map(value => (training ? scaled(value, draw, rate) : value));
      });
    },
  },
  {
    id: 'same-mask',
    says: {
      en: 'Every row is dropped in the same places: you ask random() for the first row and use its mask for all. Each image has a mask of its own, so ask for each number of each row.',
      zh: '每一行丢掉的位置都一样：你只为第一行调用了 random()，然后所有行都用这个掩码。每幅图像要有自己的掩码：应对每一行的每个数都调用一次。',
    },
    instead: (input, rate, training, random) =>
      drop([input, rate, training, [random.flat().slice(0, input[0].length)]], scaled, unchanged),
  },
  {
    id: 'one-draw',
    says: {
      en: 'You ask random() a single time, so that all numbers are dropped or all stay. Call it once for each number, inside both loops.',
      zh: '你总共只调用了一次 random()，于是要么全丢，要么全留。应在两层循环里面对每个数各调用一次。',
    },
    instead: (input, rate, training, random) =>
      drop([input, rate, training, [[random[0][0]]]], scaled, unchanged),
  },
  {
    id: 'removed',
    says: {
      en: 'You take the dropped numbers out of their rows. The next layer has a weight for every place: a dropped number stays in its place as 0.',
      zh: '你把丢弃的数从行里删掉了。下一层对每个位置都有一个权重：丢弃的数要留在原位，值为 0。',
    },
    instead: (input, rate, training, random) => {
      if (!training) return input;
      const next = source(random);
      return input.map(row => row.filter(() => next() >= rate).map(value => value / (1 - rate)));
    },
  },
  {
    id: 'mask-returned',
    says: {
      en: 'You return the mask: 0 for what is dropped, 1 / (1 - rate) for what stays. Multiply the numbers of the input by it.',
      zh: '你返回的是掩码：丢弃处为 0，保留处为 1 / (1 - rate)。要用它去乘输入的数。',
    },
    instead: inTraining((_, draw, rate) => scaled(1, draw, rate)),
  },
  {
    id: 'another-order',
    says: {
      en: 'You ask random() column by column. The order is row by row, from left to right, so that the same random numbers make the same mask everywhere.',
      zh: '你是按列调用 random() 的。顺序应是按行从左到右，这样同样的随机数在哪里都得到同样的掩码。',
    },
    instead: (input, rate, training, random) =>
      transposed(drop([transposed(input), rate, training, random], scaled, unchanged)),
  },
];

import type { Mistake, Text } from '@featuremap/grader';
import { type Args, cut, fisherYates, inOrder, randomFrom } from './shuffling.js';

/** A mistake in the cutting alone. */
const cutting =
  (cuts: (order: readonly number[], batchSize: number) => unknown) =>
  (...[count, batchSize, { shuffle, draws }]: Args) => {
    const order = inOrder(count);
    return cuts(shuffle ? fisherYates(order, randomFrom(draws)) : order, batchSize);
  };

/** A last batch that is as long as the others. */
const filledUp = (order: readonly number[], batchSize: number, extra: (place: number) => unknown) =>
  cut(order, batchSize).map((batch, n) => [
    ...batch,
    ...inOrder(batchSize - batch.length).map(k => extra(n * batchSize + batch.length + k)),
  ]);

const says = {
  'last-batch-filled-up': {
    en: 'Your last batch is as large as the others, with samples in it that have been there already. It has only what is left, so that each sample comes once in an epoch; all layers take a smaller batch.',
    zh: '你的最后一批和其他批一样大，里面有已经出现过的样本。最后一批只放剩下的，这样每个样本在一个轮次里只出现一次；批小一些，各层都能处理。',
  },
  'runs-past-the-end': {
    en: 'Your last batch runs past the end of the samples: it has entries that are no sample. Stop at count; `slice` does so by itself.',
    zh: '你的最后一批越过了末尾，里面有不存在的样本。到 count 就要停；`slice` 自己就会停。',
  },
} satisfies Record<string, Text>;

/** The usual mistakes in cutting an order into batches. */
export const cuttingMistakes: readonly Mistake<Args>[] = [
  {
    id: 'last-batch-dropped',
    says: {
      en: 'The last batch is missing: you keep full ones only. What is left over is a batch too, a smaller one. Go on as long as start < count.',
      zh: '少了最后一批：你只保留了满的批。剩下的也是一批，只是小一些。只要 start < count 就继续。',
    },
    instead: cutting((order, batchSize) => cut(order, batchSize).filter(batch => batch.length === batchSize)),
  },
  {
    id: 'last-batch-filled-up',
    says: says['last-batch-filled-up'],
    instead: cutting((order, batchSize) => filledUp(order, batchSize, place => order[place % order.length])),
  },
  {
    id: 'last-batch-filled-up',
    says: says['last-batch-filled-up'],
    instead: cutting((order, batchSize) => filledUp(order, batchSize, () => order.at(-1))),
  },
  {
    id: 'runs-past-the-end',
    says: says['runs-past-the-end'],
    instead: cutting((order, batchSize) => filledUp(order, batchSize, () => undefined)),
  },
  {
    id: 'runs-past-the-end',
    says: says['runs-past-the-end'],
    instead: cutting((order, batchSize) => filledUp(order, batchSize, place => place)),
  },
  {
    id: 'number-of-batches',
    says: {
      en: 'You make batchSize batches. batchSize says how many samples are in each of them; how many batches that makes follows from it.',
      zh: '你分成了 batchSize 批。batchSize 是每批有多少个样本；一共几批，由它决定。',
    },
    instead: cutting((order, batchSize) => cut(order, Math.ceil(order.length / batchSize))),
  },
  {
    id: 'not-cut',
    says: {
      en: 'You return one list of samples. Cut it into batches: a list of lists, with batchSize samples in each.',
      zh: '你返回的是一整列样本。要把它切成批：列表的列表，每批 batchSize 个样本。',
    },
    instead: cutting(order => order),
  },
  {
    id: 'counted-from-1',
    says: {
      en: 'Your samples are called 1 to count. They are places in arrays and begin at 0: 0 to count - 1.',
      zh: '你的样本编号是 1 到 count。它们是数组的下标，从 0 开始：0 到 count - 1。',
    },
    instead: cutting((order, batchSize) =>
      cut(order, batchSize).map(batch => batch.map(sample => sample + 1)),
    ),
  },
];

import type { Mistake, Text } from '@featuremap/grader';
import { type Args, cut, fisherYates, inOrder, type NextRandom, randomFrom, swap } from './shuffling.js';

/** A mistake in the order alone. */
const ordered =
  (shuffled: (count: number, random: NextRandom, batchSize: number) => readonly number[]) =>
  (...[count, batchSize, { shuffle, draws }]: Args) =>
    cut(shuffle ? shuffled(count, randomFrom(draws), batchSize) : inOrder(count), batchSize);

/** A shuffle that goes over some places and swaps each with one that is drawn. */
const swapping =
  (
    places: (count: number) => readonly number[],
    drawn: (i: number, random: NextRandom, count: number) => number,
  ) =>
  (count: number, random: NextRandom) => {
    const order = inOrder(count);
    for (const i of places(count)) swap(order, i, drawn(i, random, count));
    return order;
  };

const fromLast = (count: number) => inOrder(count).slice(1).reverse();
const fromFirst = (count: number) => inOrder(count);
const upTo = (i: number, random: NextRandom) => Math.floor(random() * (i + 1));
const any = (_: number, random: NextRandom, count: number) => Math.floor(random() * count);

const says = {
  'swaps-with-any-place': {
    en: 'You swap each place with any place of all. It looks fair and is not: some orders come more often than others. Once place i is done, it must not be touched again: draw from the places 0 to i only, Math.floor(random() * (i + 1)).',
    zh: '你让每个位置和任意一个位置交换。看似公平，其实不然：有些顺序出现得更多。位置 i 处理完就不能再动：只能从位置 0 到 i 中抽取，即 Math.floor(random() * (i + 1))。',
  },
  'another-shuffle': {
    en: 'Your shuffle is fair, but it is not the one that README describes: the same random numbers give another order, and two people could not compare their runs. Go from the last place i down to 1, draw j = Math.floor(random() * (i + 1)), and swap order[i] with order[j].',
    zh: '你的打乱是公平的，但不是 README 里规定的那一种：同样的随机数得到了别的顺序，两个人的运行就无法对照。请从最后一个位置 i 往前直到 1，抽取 j = Math.floor(random() * (i + 1))，交换 order[i] 和 order[j]。',
  },
} satisfies Record<string, Text>;

/** What {@link shuffleMistakes} and the checks with a look of their own both say. */
export const notShuffled = {
  id: 'not-shuffled',
  says: {
    en: 'Your samples come in the order of the data set although options.shuffle is true. Shuffle the order before you cut it.',
    zh: 'options.shuffle 为 true，你的样本却还是数据集里的顺序。请先打乱顺序，再切分。',
  },
} as const;

/** The usual mistakes in shuffling. */
export const shuffleMistakes: readonly Mistake<Args>[] = [
  {
    id: 'always-shuffled',
    says: {
      en: 'You shuffle although options.shuffle is false. Test images are taken in their own order: look at options.shuffle first.',
      zh: 'options.shuffle 为 false，你也打乱了。测试图像是按原来的顺序取的：请先看 options.shuffle。',
    },
    instead: (count, batchSize, { draws }) => cut(fisherYates(inOrder(count), randomFrom(draws)), batchSize),
  },
  { ...notShuffled, instead: ordered(inOrder) },
  {
    id: 'drawn-with-replacement',
    says: {
      en: 'You draw each sample anew from all, so that some come twice and about a third of a large data set does not come at all. Shuffle a list that has every sample once: swapping loses none.',
      zh: '你每次都从全部样本里重新抽，于是有的出现两次；数据集很大时，大约三分之一根本抽不到。应打乱一个每个样本各出现一次的列表：交换不会丢掉任何样本。',
    },
    instead: ordered((count, random) => inOrder(count).map(() => Math.floor(random() * count))),
  },
  {
    id: 'shuffled-within-batches',
    says: {
      en: 'You cut first and shuffle inside each batch. The same samples would be together in every epoch: shuffle all samples, then cut.',
      zh: '你先切分，再在每一批内部打乱。这样每个轮次里总是同样的样本在一起：应先打乱全部样本，再切分。',
    },
    instead: ordered((count, random, batchSize) =>
      cut(inOrder(count), batchSize).flatMap(batch => fisherYates(batch, random)),
    ),
  },
  {
    id: 'batches-shuffled',
    says: {
      en: 'You cut first and shuffle the batches. Neighbours in the file stay together in every epoch: shuffle the samples, then cut.',
      zh: '你先切分，再打乱各批的先后。这样文件里相邻的样本在每个轮次里总在一起：应先打乱样本，再切分。',
    },
    instead: (count, batchSize, { shuffle, draws }) => {
      const inFileOrder = cut(inOrder(count), batchSize);
      const order = inOrder(inFileOrder.length);
      return (shuffle ? fisherYates(order, randomFrom(draws)) : order).map(n => inFileOrder[n]);
    },
  },
  {
    id: 'swaps-with-any-place',
    says: says['swaps-with-any-place'],
    instead: ordered(swapping(fromLast, any)),
  },
  {
    id: 'swaps-with-any-place',
    says: says['swaps-with-any-place'],
    instead: ordered(swapping(count => inOrder(count).reverse(), any)),
  },
  {
    id: 'swaps-with-any-place',
    says: says['swaps-with-any-place'],
    instead: ordered(swapping(fromFirst, any)),
  },
  {
    id: 'sorted-at-random',
    says: {
      en: 'You sort with a comparison that answers at random. Sorting relies on answers that fit together; with others the order is far from fair, and differs from one JavaScript to another. Swap instead: for i from the last place down to 1.',
      zh: '你用随机作答的比较函数去排序。排序要求各次比较互相一致，否则得到的顺序很不公平，而且不同的 JavaScript 引擎结果也不同。应改用交换：i 从最后一个位置往前直到 1。',
    },
    instead: ordered((count, random) => inOrder(count).sort(() => random() - 0.5)),
  },
  {
    id: 'one-draw-for-all',
    says: {
      en: 'You call random once and use that number for every swap. Call it inside the loop: each swap needs a random number of its own.',
      zh: '你只调用了一次 random，所有交换都用这一个数。请在循环里面调用：每次交换都要有自己的随机数。',
    },
    instead: ordered((count, random) => {
      const drawn = random();
      return fisherYates(inOrder(count), () => drawn);
    }),
  },
  {
    id: 'swap-loses-one',
    says: {
      en: 'Your swap loses a sample: after order[i] = order[j] the old order[i] is gone, and the other one is there twice. Keep it in a variable first, or write [order[i], order[j]] = [order[j], order[i]].',
      zh: '你的交换丢了一个样本：执行 order[i] = order[j] 之后，原来的 order[i] 就没了，另一个却出现两次。先用变量把它存起来，或者写 [order[i], order[j]] = [order[j], order[i]]。',
    },
    instead: ordered((count, random) => {
      const order = inOrder(count);
      for (const i of fromLast(count)) order[i] = order[upTo(i, random)];
      return order;
    }),
  },
  {
    id: 'never-stays',
    says: {
      en: 'You draw j from 0 to i - 1, so that no sample can stay where it is. Place i itself must be among the places that are drawn: Math.floor(random() * (i + 1)).',
      zh: '你的 j 取自 0 到 i - 1，于是没有样本能留在原处。位置 i 自己也要能抽到：Math.floor(random() * (i + 1))。',
    },
    instead: ordered(swapping(fromLast, (i, random) => Math.floor(random() * i))),
  },
  {
    id: 'rounded',
    says: {
      en: 'You round j to the nearest place, so that the first and the last one are drawn half as often as the others. Round down: Math.floor(random() * (i + 1)).',
      zh: '你对 j 做了四舍五入，于是第一个和最后一个位置抽到的机会只有别的位置的一半。应向下取整：Math.floor(random() * (i + 1))。',
    },
    instead: ordered(swapping(fromLast, (i, random) => Math.round(random() * i))),
  },
  {
    id: 'stops-too-early',
    says: {
      en: 'Your loop ends before i = 1, so that the samples in the places 0 and 1 are never swapped with each other. Go on as long as i > 0.',
      zh: '你的循环在 i = 1 之前就结束了，位置 0 和 1 上的样本从不互换。只要 i > 0 就继续。',
    },
    instead: ordered(swapping(count => fromLast(count).slice(0, -1), upTo)),
  },
  ...fairShuffles().map(shuffled => ({
    id: 'another-shuffle',
    says: says['another-shuffle'],
    instead: ordered(shuffled),
  })),
];

/** Other shuffles that are right in themselves. */
function fairShuffles(): readonly ((count: number, random: NextRandom) => number[])[] {
  return [
    swapping(count => inOrder(count).slice(1), upTo),
    swapping(fromFirst, upTo),
    swapping(
      count => inOrder(count - 1),
      (i, random, count) => i + Math.floor(random() * (count - i)),
    ),
    swapping(fromFirst, (i, random, count) => i + Math.floor(random() * (count - i))),
    (count, random) => {
      const left = inOrder(count);
      return inOrder(count).map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
    },
    (count, random) => {
      const drawn = new Set<number>();
      while (drawn.size < count) drawn.add(Math.floor(random() * count));
      return [...drawn];
    },
    (count, random) => {
      const keys = inOrder(count).map(random);
      return inOrder(count).sort((a, b) => keys[a] - keys[b]);
    },
  ];
}

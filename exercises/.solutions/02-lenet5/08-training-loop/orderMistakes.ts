import type { LoopMistake } from './loopMistake.js';
import { inOrder } from './way.js';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The losses of one epoch after the other. */
const byEpoch = (losses: readonly number[], batches: number): number[][] =>
  Array.from({ length: losses.length / batches }, (_, epoch) =>
    losses.slice(epoch * batches, (epoch + 1) * batches),
  );

/** For each loss, the mean of all up to it. */
const runningMeans = (losses: readonly number[]) => losses.map((_, step) => mean(losses.slice(0, step + 1)));

/** For each loss, the sum of all up to it. */
const runningSums = (losses: readonly number[]) =>
  runningMeans(losses).map((value, step) => value * (step + 1));

/** Mistakes in going through epochs and batches, and in what is kept. */
export const orderMistakes: readonly LoopMistake[] = [
  {
    id: 'first-batch-only',
    says: {
      en: 'Every step takes the first batch, so that the network never sees the others. Take the batch of the inner loop’s turn.',
      zh: '每一步用的都是第一个小批量，其余的网络从没见过。应使用内层循环当前的那个小批量。',
    },
    ways: [
      { order: (batches, epochs) => inOrder(batches, epochs).map(() => batches[0]) },
      { order: (batches, epochs) => Array.from({ length: epochs }, () => batches[0]) },
    ],
  },
  {
    id: 'last-batch-missing',
    says: {
      en: 'The last batch of each epoch is left out. Go through all of them; it may be smaller than the others, which changes nothing in the loop.',
      zh: '每一轮都漏了最后一个小批量。要走完全部；它可能比别的小，但循环不用因此改变。',
    },
    ways: [{ order: (batches, epochs) => inOrder(batches.slice(0, -1), epochs) }],
  },
  {
    id: 'epochs-ignored',
    says: {
      en: 'You go through the batches once. epochs says how often: put a loop around the loop over the batches.',
      zh: '你只把全部小批量走了一遍。要走几遍由 epochs 决定：在对小批量的循环外面再套一层循环。',
    },
    ways: [{ order: batches => batches }],
  },
  {
    id: 'one-epoch-too-many',
    says: {
      en: 'You train for one epoch more than epochs says. A loop that begins at 0 ends with `epoch < epochs`.',
      zh: '你比 epochs 规定的多训练了一轮。从 0 开始的循环，条件应是 `epoch < epochs`。',
    },
    ways: [{ order: (batches, epochs) => inOrder(batches, epochs + 1) }],
  },
  {
    id: 'loops-swapped',
    says: {
      en: 'Your loops are the wrong way round: you take each batch several times before the next. The outer loop counts epochs, the inner one goes through all batches.',
      zh: '你的两层循环放反了：每个小批量连续用了好几次才轮到下一个。外层循环数轮次，内层循环走完全部小批量。',
    },
    ways: [
      {
        order: (batches, epochs) => batches.flatMap(batch => Array.from({ length: epochs }, () => batch)),
      },
    ],
  },
  {
    id: 'losses-per-epoch',
    says: {
      en: 'You keep one loss for each epoch. One for each step is wanted: push it inside of the inner loop.',
      zh: '你每一轮只留下一个损失。应当每一步一个：在内层循环里 push。',
    },
    ways: [
      { kept: (losses, batches) => byEpoch(losses, batches).map(epoch => epoch[batches - 1]) },
      { kept: (losses, batches) => byEpoch(losses, batches).map(mean) },
      { kept: (losses, batches) => byEpoch(losses, batches).map(epoch => mean(epoch) * batches) },
    ],
  },
  {
    id: 'losses-of-the-last-epoch',
    says: {
      en: 'You return the losses of the last epoch alone. Make the empty list before both loops, not inside of the outer one.',
      zh: '你只返回了最后一轮的损失。空列表要建在两层循环之前，不要建在外层循环里面。',
    },
    ways: [{ kept: (losses, batches) => losses.slice(-batches) }],
  },
  {
    id: 'losses-running',
    says: {
      en: 'Your losses are added up or averaged over the steps so far, so that they lag behind the network. Keep each step’s own loss.',
      zh: '你的损失是到目前为止各步的累加或平均，会跟不上网络的变化。请保留每一步自己的损失。',
    },
    ways: [
      { kept: runningSums },
      { kept: runningMeans },
      { kept: (losses, batches) => byEpoch(losses, batches).flatMap(runningSums) },
      { kept: (losses, batches) => byEpoch(losses, batches).flatMap(runningMeans) },
    ],
  },
  {
    id: 'loss-after-step',
    says: {
      en: 'You measure the loss again after the step. That takes another forward pass, and flatters the network, which has just been fitted to this batch: keep the loss that the gradients belong to.',
      zh: '你在走完这一步之后又量了一次损失。这要多做一次前向计算，而且结果偏好，因为网络刚刚迁就了这个小批量：请保留和梯度对应的那个损失。',
    },
    ways: [{ lossAfter: true }],
  },
];

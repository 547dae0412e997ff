import type { ProgramMistake } from '../../programMistakes.js';

const start = 0.1;
/** The factor of half a cosine over so many epochs, one epoch later. */
const afterOne = (epochs: number) => (1 + Math.cos(Math.PI / epochs)) / 2;

const constantRate: ProgramMistake = {
  id: 'rate-constant',
  says: {
    en: 'Your learning rate is 0.1 from first to last. Here it falls to 0 along half a cosine: fit takes schedule: schedules.cosine({ epochs }).',
    zh: '你的学习率从头到尾都是 0.1。这里要让它沿半个余弦降到 0：给 fit 加上 schedule: schedules.cosine({ epochs })。',
  },
};
const fixedEpochs: ProgramMistake = {
  id: 'schedule-epochs-fixed',
  says: {
    en: 'In a training of 2 epochs your learning rate falls as if there were more of them, and never arrives at 0. Hand the epochs that were asked for on to the schedule too: schedules.cosine({ epochs }).',
    zh: '只训练 2 轮时，你的学习率仍像轮数更多那样下降，到不了 0。要求训练多少轮，也要传给学习率曲线：schedules.cosine({ epochs })。',
  },
};

/** Says what is wrong with a learning rate that halfway is another than 0.05. */
export function otherRate(rate: number): ProgramMistake {
  const factor = rate / start;
  if (Math.abs(factor - 1) < 0.01) return constantRate;
  if ([3, 4, 5, 10].some(epochs => Math.abs(factor - afterOne(epochs)) < 0.01)) return fixedEpochs;
  return {
    id: 'another-learning-rate',
    says: {
      en: `Halfway through a training your learning rate is ${rate.toPrecision(2)}. It should be 0.05: it starts at 0.1, tf.train.sgd(0.1), and falls to 0 along half a cosine, without momentum.`,
      zh: `训练走到一半时，你的学习率是 ${rate.toPrecision(2)}，应该是 0.05：从 0.1 开始，即 tf.train.sgd(0.1)，沿半个余弦降到 0，不用动量。`,
    },
  };
}

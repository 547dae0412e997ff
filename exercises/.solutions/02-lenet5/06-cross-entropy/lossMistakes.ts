import type { Mistake, Text } from '@featuremap/grader';
import { crossEntropy, type Logits, logOfSoftmax, negativeLogLikelihood, softmax } from './crossEntropy.js';

/** What `crossEntropy` takes. */
export type Args = readonly [logits: Logits, labels: readonly number[]];

const says = {
  'log-missing': {
    en: 'You take the probability itself, without its logarithm. A probability of 0.1 must cost far more than one of 0.9: -log gives 2.3026 and 0.1054.',
    zh: '你直接用了概率，没有取对数。概率 0.1 的代价必须比 0.9 大得多：取 -log 得到 2.3026 和 0.1054。',
  },
  'another-logarithm': {
    en: 'Your logarithm has another base. Take the natural one, Math.log, which undoes Math.exp: only then is the gradient the simple one.',
    zh: '你的对数换了底。应取自然对数 Math.log，它与 Math.exp 互逆：这样梯度才会那么简单。',
  },
} satisfies Record<string, Text>;

const columns = (logits: Logits) => logits[0].map((_, c) => softmax(logits.map(row => row[c])));

/** The usual mistakes in the loss. */
export const lossMistakes: readonly Mistake<Args>[] = [
  {
    id: 'sign-missing',
    says: {
      en: 'Your loss is below 0: the minus is missing. The logarithm of a probability is never above 0, and a loss is the larger the worse: -log(p).',
      zh: '你的损失小于 0：漏了负号。概率的对数不会大于 0，而损失要越差越大：-log(p)。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, { loss: (row, label) => -negativeLogLikelihood(row, label) }),
  },
  {
    id: 'loss-summed',
    says: {
      en: 'Your loss is the sum over the batch. Divide it by the number of images, or a larger batch would look worse and take larger steps.',
      zh: '你的损失是整批的和。要除以图像的个数，否则批越大看起来越差，步子也越大。',
    },
    instead: (logits, labels) => crossEntropy(logits, labels, { lossDivisor: () => 1 }),
  },
  {
    id: 'loss-averaged-over-classes',
    says: {
      en: 'Your loss is divided by the number of classes as well. Each image adds one number to the sum, the one at its label: divide by the number of images only.',
      zh: '你的损失还除以了类别数。每张图像只给总和贡献一个数，即它的标签处的那个：只除以图像的个数。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, { lossDivisor: (batch, classes) => batch * classes }),
  },
  {
    id: 'last-image-only',
    says: {
      en: 'Your loss is that of the last image alone, divided by the batch. Add the images up: `total +=`, not `total =`.',
      zh: '你的损失只算了最后一张图像，再除以批的大小。应把各张图像累加起来：写 `total +=`，而不是 `total =`。',
    },
    instead: (logits, labels) => ({
      ...crossEntropy(logits, labels),
      loss: negativeLogLikelihood(logits.at(-1)!, labels.at(-1)!) / labels.length,
    }),
  },
  {
    id: 'label-of-the-first-image',
    says: {
      en: 'You use labels[0] for every image. Each image has a label of its own: labels[n] belongs to logits[n].',
      zh: '你给每张图像用的都是 labels[0]。每张图像有自己的标签：labels[n] 对应 logits[n]。',
    },
    instead: (logits, labels) =>
      crossEntropy(
        logits,
        labels.map(() => labels[0]),
      ),
  },
  {
    id: 'first-row-for-all',
    says: {
      en: 'You use logits[0] for every image. Each image has a row of its own: logits[n], with its own sum of exponentials.',
      zh: '你给每张图像用的都是 logits[0]。每张图像有自己的一行：logits[n]，指数之和也是各算各的。',
    },
    instead: (logits, labels) =>
      crossEntropy(
        logits.map(() => logits[0]),
        labels,
      ),
  },
  {
    id: 'label-off-by-one',
    says: {
      en: 'You look one class before the label: labels begin at 0 and are places in the row as they are. Use row[label], not row[label - 1].',
      zh: '你看的是标签前面那一类：标签从 0 开始，本身就是行里的下标。应用 row[label]，而不是 row[label - 1]。',
    },
    instead: (logits, labels) =>
      crossEntropy(
        logits,
        labels.map(label => label - 1),
      ),
  },
  {
    id: 'prediction-instead-of-label',
    says: {
      en: 'You take the largest probability, whatever the label says, so that a network would be praised for being sure of anything. Take that of the label: p[label].',
      zh: '不管标签是什么，你取的都是最大的概率，那样网络只要自信就受奖励。应取标签处的概率：p[label]。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, {
        loss: row => negativeLogLikelihood(row, row.indexOf(Math.max(...row))),
      }),
  },
  {
    id: 'all-classes-summed',
    says: {
      en: 'You add up the logarithms of all classes. Only the class of the label counts; that the others must be small follows, since all add up to 1.',
      zh: '你把所有类别的对数都加起来了。只有标签那一类算数；其他类别自然会变小，因为总和是 1。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, {
        loss: row => row.reduce((sum, _, c) => sum + negativeLogLikelihood(row, c), 0),
      }),
  },
  {
    id: 'binary-for-each-class',
    says: {
      en: 'You also add -log(1 - p) for the other classes. That is the loss for classes that exclude nothing, one question each; here exactly one is right, and -log(p[label]) is all.',
      zh: '你还为其他类别加上了 -log(1 - p)。那是各类别互不排斥、逐个判断时的损失；这里恰好有一类是对的，只要 -log(p[label])。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, {
        loss: (row, label) => softmax(row).reduce((sum, p, c) => sum - Math.log(c === label ? p : 1 - p), 0),
      }),
  },
  {
    id: 'log-missing',
    says: says['log-missing'],
    instead: (logits, labels) => crossEntropy(logits, labels, { loss: (row, label) => softmax(row)[label] }),
  },
  {
    id: 'log-missing',
    says: says['log-missing'],
    instead: (logits, labels) => crossEntropy(logits, labels, { loss: (row, label) => -softmax(row)[label] }),
  },
  {
    id: 'log-missing',
    says: says['log-missing'],
    instead: (logits, labels) =>
      crossEntropy(logits, labels, { loss: (row, label) => 1 - softmax(row)[label] }),
  },
  ...[Math.LN2, Math.LN10].flatMap(log =>
    [negativeLogLikelihood, logOfSoftmax].map(loss => ({
      id: 'another-logarithm',
      says: says['another-logarithm'],
      instead: (...[logits, labels]: Args) =>
        crossEntropy(logits, labels, { loss: (row, label) => loss(row, label) / log }),
    })),
  ),
  {
    id: 'sum-left-out',
    says: {
      en: 'Your loss is minus the logit of the label: the other classes play no part, and a network could make it smaller and smaller by making all logits large. Divide the exponential by the sum of all of them first, or add the logarithm of that sum.',
      zh: '你的损失只是标签处 logit 的相反数：其他类别完全没有参与，网络只要把所有 logit 都变大，损失就可以无限变小。应先用指数除以所有指数之和，或者加上这个和的对数。',
    },
    instead: (logits, labels) => crossEntropy(logits, labels, { loss: (row, label) => -row[label] }),
  },
  {
    id: 'largest-subtracted-on-one-side-only',
    says: {
      en: 'You subtract the largest logit inside the sum of exponentials, but not from the label’s logit. Both or none: log(sum) - (row[label] - largest).',
      zh: '你在指数之和里减去了最大的 logit，却没有从标签的 logit 里减。要减就都减：log(sum) - (row[label] - largest)。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, {
        loss: (row, label) => negativeLogLikelihood(row, label) - Math.max(...row),
      }),
  },
  {
    id: 'softmax-twice',
    says: {
      en: 'Softmax is applied twice: once to the logits, and then to the probabilities that came out. They lie between 0 and 1, so that the second one can never be sure of anything. Apply it once.',
      zh: '你做了两次 softmax：先对 logits 做，又对得到的概率做。概率都在 0 到 1 之间，第二次的结果永远不可能确定。只做一次。',
    },
    instead: (logits, labels) => crossEntropy(logits.map(softmax), labels),
  },
  {
    id: 'softmax-over-the-batch',
    says: {
      en: 'Your probabilities add up to 1 over the images of the batch, class by class. The classes of one image compete with each other: sum the exponentials along a row.',
      zh: '你的概率是在同一类别、跨各张图像加起来等于 1 的。互相竞争的是同一张图像的各个类别：应沿着一行对指数求和。',
    },
    instead: (logits, labels) => {
      const probabilities = logits.map((row, n) => row.map((_, c) => columns(logits)[c][n]));
      return crossEntropy(probabilities, labels, {
        probabilities: row => row,
        loss: (row, label) => -Math.log(row[label]),
      });
    },
  },
];

import { formatNumber, functionCheck, type Mistake } from '@featuremap/grader';

type Args = readonly [weights: readonly number[], residual: boolean];

const product = (factors: readonly number[]) => factors.reduce((result, factor) => result * factor, 1);
const factorsOf = (...[weights, residual]: Args) => weights.map(weight => (residual ? 1 + weight : weight));

/** What comes out of the chain. */
const output = (x: number, ...[weights, residual]: Args) =>
  weights.reduce((value, weight) => (residual ? value + weight * value : weight * value), x);

/** The chain is a straight line, so that the slope between any two points is the derivative. */
const measured = (...args: Args) => (output(1, ...args) - output(-1, ...args)) / 2;

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'shortcut-counted-once',
    says: {
      en: 'You add 1 to the whole product. Each layer has a shortcut of its own, so each factor is 1 + weight, and these are multiplied.',
      zh: '你是在整个乘积上加了 1。每一层都有自己的捷径，所以每个因子都是 1 + weight，再把它们相乘。',
    },
    instead: (weights, residual) => product(weights) + Number(residual),
  },
  {
    id: 'shortcuts-added-up',
    says: {
      en: 'You add 1 for each layer to the product of the weights. The 1 belongs into each factor: (1 + w1) * (1 + w2) * …',
      zh: '你在权重的乘积上为每一层加了 1。1 应当加在每个因子里：(1 + w1) * (1 + w2) * ……',
    },
    instead: (weights, residual) => product(weights) + (residual ? weights.length : 0),
  },
  {
    id: 'kinds-swapped',
    says: {
      en: 'Plain and residual are swapped: a factor is 1 + weight where residual is true, and weight alone where it is false.',
      zh: '普通和残差弄反了：residual 为 true 时因子是 1 + weight，为 false 时只是 weight。',
    },
    instead: (weights, residual) => product(factorsOf(weights, !residual)),
  },
  {
    id: 'residual-ignored',
    says: {
      en: 'You multiply the weights, whatever residual says. A residual layer makes x + weight · x, whose derivative is 1 + weight.',
      zh: '不管 residual 是什么，你都只把权重相乘。残差层算的是 x + weight · x，导数是 1 + weight。',
    },
    instead: weights => product(weights),
  },
  {
    id: 'always-residual',
    says: {
      en: 'You multiply 1 + weight, whatever residual says. A plain layer makes weight · x, whose derivative is weight.',
      zh: '不管 residual 是什么，你都用 1 + weight 相乘。普通层算的是 weight · x，导数是 weight。',
    },
    instead: weights => product(factorsOf(weights, true)),
  },
  {
    id: 'added-instead-of-multiplied',
    says: {
      en: 'You add the layers’ derivatives. One layer works on what the one before it made, so they multiply: that is the chain rule.',
      zh: '你把各层的导数相加了。后一层处理的是前一层的结果，所以要相乘：这就是链式法则。',
    },
    instead: (...args) => factorsOf(...args).reduce((sum, factor) => sum + factor, 0),
  },
  {
    id: 'product-starts-at-zero',
    says: {
      en: 'Your product starts at 0 and stays there. A product starts at 1.',
      zh: '你的乘积从 0 开始，再怎么乘也不会变。乘积要从 1 开始。',
    },
    instead: () => 0,
  },
  {
    id: 'last-layer-only',
    says: {
      en: 'Your result is the last layer’s derivative alone. Multiply them all: `*=`, not `=`.',
      zh: '你的结果只是最后一层的导数。要把所有层的乘起来：写 `*=`，而不是 `=`。',
    },
    instead: (...args) => factorsOf(...args).at(-1) ?? 1,
  },
];

/** Each factor of the product written out. */
function drawProduct([weights, residual]: Args): string[] {
  const factors = weights.map(weight => (residual ? `(1 + ${formatNumber(weight)})` : formatNumber(weight)));
  return [
    `${factors.join(' * ')} = ${formatNumber(product(factorsOf(weights, residual)))}`.replaceAll('+ -', '- '),
  ];
}

/** The chain rule on numbers. */
export const chainCheck = functionCheck<Args>({
  title: {
    en: 'chainDerivative is the slope of the chain',
    zh: 'chainDerivative 就是这条链的斜率',
  },
  name: 'chainDerivative',
  parameters: ['weights', 'residual'],
  cases: random => {
    const weights = (count: number) => random.matrix([count], 2, 9).map(value => value / 10);
    return [
      [weights(2), false],
      [weights(2), true],
      [[...weights(3), -0.3], true],
      [weights(4), false],
    ];
  },
  expected: measured,
  mistakes,
  draw: ({ args }) => drawProduct(args),
});

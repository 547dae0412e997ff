import type { Text } from '@featuremap/grader';
import { type Convolution, costOf, type Way, weightsOf } from './cost.js';

/** A wrong way to count, and what to say of it. */
export interface CostMistake {
  readonly id: string;
  readonly says: Text;
  readonly way: Way;
}

/** A wrong way to count one layer, which spoils whatever is made of it. */
const counting = (id: string, says: Text, count: NonNullable<Way['count']>): CostMistake => ({
  id,
  says,
  way: { count },
});

/** The cost of a layer whose kernels have so many numbers in all. */
const costOfWeights = (weights: (layer: Convolution) => number) => (layer: Convolution) => ({
  parameters: weights(layer) + layer.outChannels,
  multiplications: layer.height * layer.width * weights(layer),
});

/** The cost of a layer that is counted as having so many pixels. */
const costOfPixels = (pixels: (layer: Convolution) => number) => (layer: Convolution) => ({
  ...costOf(layer),
  multiplications: pixels(layer) * weightsOf(layer),
});

const parametersPerPixel: Text = {
  en: 'Your parameters grow with the size of the image. The same kernels serve every pixel: leave height and width out of the parameters.',
  zh: '你的参数个数随图像的大小而变。所有像素共用同样的核：参数里不要乘 height 和 width。',
};

const oneSideOnly: Text = {
  en: 'You count the pixels by one side alone. An image has height · width of them, and it need not be square.',
  zh: '你数像素时只用了一条边。图像有 height · width 个像素，而且不一定是正方形。',
};

/** Mistakes in counting a single convolution. */
const countingMistakes: readonly CostMistake[] = [
  counting(
    'bias-forgotten',
    {
      en: 'The biases are missing from the parameters: training finds them too. Add one for each output channel of the convolution.',
      zh: '参数里漏了偏置：它们也是训练得到的。卷积的每个输出通道要加一个。',
    },
    layer => ({ ...costOf(layer), parameters: weightsOf(layer) }),
  ),
  counting(
    'bias-per-input-channel',
    {
      en: 'You count a bias for each input channel. A bias is added to a finished sum, so there is one for each output channel.',
      zh: '你给每个输入通道算了一个偏置。偏置是加在求好的和上的，所以每个输出通道一个。',
    },
    layer => ({ ...costOf(layer), parameters: weightsOf(layer) + layer.inChannels }),
  ),
  counting(
    'one-bias-only',
    {
      en: 'You count one bias for the whole convolution. Each output channel has its own.',
      zh: '你给整个卷积只算了一个偏置。每个输出通道都有自己的偏置。',
    },
    layer => ({ ...costOf(layer), parameters: weightsOf(layer) + 1 }),
  ),
  counting(
    'bias-multiplied',
    {
      en: 'You multiply all parameters by the number of pixels, biases too. A bias is only added: leave it out of the multiplications.',
      zh: '你把所有参数都乘上了像素数，连偏置也算进去了。偏置只参与加法：乘法里不要算它。',
    },
    layer => ({
      ...costOf(layer),
      multiplications: layer.height * layer.width * (weightsOf(layer) + layer.outChannels),
    }),
  ),
  counting(
    'kernel-size-not-squared',
    {
      en: 'You count kernelSize numbers for a window. A kernel is as high as it is wide: kernelSize · kernelSize.',
      zh: '你的窗口只算了 kernelSize 个数。核的高和宽相等，一共 kernelSize · kernelSize 个数。',
    },
    costOfWeights(({ kernelSize, inChannels, outChannels }) => kernelSize * inChannels * outChannels),
  ),
  counting(
    'input-channels-forgotten',
    {
      en: 'The input’s channels are missing. A window reaches through all of them: kernelSize · kernelSize · inChannels numbers.',
      zh: '漏了输入通道。窗口贯穿所有输入通道：一共 kernelSize · kernelSize · inChannels 个数。',
    },
    costOfWeights(({ kernelSize, outChannels }) => kernelSize ** 2 * outChannels),
  ),
  counting(
    'output-channels-forgotten',
    {
      en: 'You count a single kernel. Each output channel has its own: multiply by outChannels.',
      zh: '你只算了一个核。每个输出通道都有自己的核：要乘以 outChannels。',
    },
    costOfWeights(({ kernelSize, inChannels }) => kernelSize ** 2 * inChannels),
  ),
  counting(
    'pixels-forgotten',
    {
      en: 'Your multiplications are those of a single pixel. Every weight is used again at each pixel: multiply by height · width.',
      zh: '你只算了一个像素的乘法。每个权重在每个像素处都要再用一次：要乘以 height · width。',
    },
    costOfPixels(() => 1),
  ),
  ...[
    ({ height }: Convolution) => height,
    ({ width }: Convolution) => width,
    ({ height }: Convolution) => height ** 2,
    ({ width }: Convolution) => width ** 2,
  ].map(pixels => counting('one-side-only', oneSideOnly, costOfPixels(pixels))),
  counting(
    'padding-ignored',
    {
      en: 'You count only the windows that lie wholly inside of the image. These convolutions have zeros around, so there is a window at each pixel: height · width.',
      zh: '你只数了完全落在图像内的窗口。这些卷积四周有零填充，每个像素处都有一个窗口：height · width 个。',
    },
    costOfPixels(({ height, width, kernelSize }) => (height - kernelSize + 1) * (width - kernelSize + 1)),
  ),
  counting(
    'additions-counted',
    {
      en: 'Your multiplications are twice as many: you count the additions too. Count only the products.',
      zh: '你的乘法次数多了一倍：把加法也算进去了。只数乘法。',
    },
    layer => ({ ...costOf(layer), multiplications: 2 * costOf(layer).multiplications }),
  ),
  ...[0, 1].map(biases =>
    counting('parameters-per-pixel', parametersPerPixel, layer => {
      const { height, width, outChannels } = layer;
      const bias = biases * height * width * outChannels || outChannels;
      return { ...costOf(layer), parameters: height * width * weightsOf(layer) + bias };
    }),
  ),
];

/** Mistakes in putting a bottleneck together, and in comparing it. */
const bottleneckMistakes: readonly CostMistake[] = [
  {
    id: 'reduction-forgotten',
    says: {
      en: 'The 1×1 convolution itself is missing. It is a layer with weights, biases and work of its own: count it, and add the large one.',
      zh: '漏了 1×1 卷积本身。它也是一层，有自己的权重、偏置和计算量：先算它，再加上大卷积。',
    },
    way: { layers: (layer, middle) => [{ ...layer, inChannels: middle }] },
  },
  {
    id: 'large-kernel-on-all-channels',
    says: {
      en: 'Your large kernel still looks at all inChannels. The 1×1 convolution stands in front of it, so it is given middleChannels only.',
      zh: '你的大卷积看到的仍是全部 inChannels 个通道。前面有 1×1 卷积，它得到的只有 middleChannels 个通道。',
    },
    way: { layers: (layer, middle) => [{ ...layer, kernelSize: 1, outChannels: middle }, layer] },
  },
  {
    id: 'both-kernels-large',
    says: {
      en: 'Both of your convolutions have the large kernel. The first one is 1×1: its kernelSize is 1.',
      zh: '你的两个卷积用的都是大核。第一个是 1×1 的：它的 kernelSize 是 1。',
    },
    way: {
      layers: (layer, middle) => [
        { ...layer, outChannels: middle },
        { ...layer, inChannels: middle },
      ],
    },
  },
  {
    id: 'reduction-behind',
    says: {
      en: 'Your 1×1 convolution comes last, so the large kernel still works on all channels. It comes first, from inChannels to middleChannels.',
      zh: '你把 1×1 卷积放在了后面，大核处理的仍是全部通道。它应当在前面，从 inChannels 到 middleChannels。',
    },
    way: {
      layers: (layer, middle) => [
        { ...layer, outChannels: middle },
        { ...layer, kernelSize: 1, inChannels: middle },
      ],
    },
  },
  {
    id: 'middle-ignored',
    says: {
      en: 'Your 1×1 convolution gives outChannels. It gives middleChannels, and the large kernel makes outChannels of them.',
      zh: '你的 1×1 卷积输出了 outChannels 个通道。它应当输出 middleChannels 个，再由大卷积变成 outChannels 个。',
    },
    way: {
      layers: layer => [
        { ...layer, kernelSize: 1 },
        { ...layer, inChannels: layer.outChannels },
      ],
    },
  },
  {
    id: 'middle-ignored',
    says: {
      en: 'Your 1×1 convolution gives outChannels. It gives middleChannels: write outChannels: middleChannels beside kernelSize: 1.',
      zh: '你的 1×1 卷积输出了 outChannels 个通道。它应当输出 middleChannels 个：在 kernelSize: 1 旁边再写上 outChannels: middleChannels。',
    },
    way: {
      layers: (layer, middle) => [
        { ...layer, kernelSize: 1 },
        { ...layer, inChannels: middle },
      ],
    },
  },
  {
    id: 'ratio-upside-down',
    says: {
      en: 'Your ratio is upside down: where the bottleneck saves work, saving is above 1. Divide the direct multiplications by the bottleneck’s.',
      zh: '你的比值反了：瓶颈省了计算时，saving 应大于 1。要用直接做的乘法次数除以瓶颈的乘法次数。',
    },
    way: { compare: (direct, bottleneck) => bottleneck.multiplications / direct.multiplications },
  },
  {
    id: 'ratio-of-parameters',
    says: {
      en: 'You compare the parameters. The two ratios are close, but saving is about the work: compare the multiplications.',
      zh: '你比较的是参数个数。两个比值很接近，但 saving 问的是计算量：请比较乘法次数。',
    },
    way: { compare: (direct, bottleneck) => direct.parameters / bottleneck.parameters },
  },
  ...[
    (direct: number, bottleneck: number) => direct - bottleneck,
    (direct: number, bottleneck: number) => 1 - bottleneck / direct,
    (direct: number, bottleneck: number) => 100 * (1 - bottleneck / direct),
  ].map(
    (of): CostMistake => ({
      id: 'saving-as-difference',
      says: {
        en: 'You return how much is saved. saving says how many times as many multiplications the direct way takes: divide, and subtract nothing.',
        zh: '你返回的是省下了多少。saving 要的是直接做的乘法次数是瓶颈的多少倍：只做除法，不做减法。',
      },
      way: { compare: (direct, bottleneck) => of(direct.multiplications, bottleneck.multiplications) },
    }),
  ),
  ...[Math.round, Math.floor, Math.ceil].map(
    (round): CostMistake => ({
      id: 'ratio-rounded',
      says: {
        en: 'You round to a whole number, and lose what tells a saving of 0.6 from one of 1.4. Return the quotient as it is.',
        zh: '你取整了，0.6 和 1.4 就都分不清了。请直接返回商。',
      },
      way: {
        compare: (direct, bottleneck) => round(direct.multiplications / bottleneck.multiplications),
      },
    }),
  ),
];

/** What goes wrong. A wrong count may leave the same ratio as a wrong comparison, which is the likelier reason. */
export const costMistakes: readonly CostMistake[] = [...bottleneckMistakes, ...countingMistakes];

import type { TableMistake } from './shapeMistakes.js';
import { biasesOf, type Conv, type Dense, type Layer, product, weightsOf } from './table.js';

type Shape = readonly number[];

/** Parameters of convolutions that are counted in another way. */
const ofConv =
  (count: (layer: Conv, input: Shape, output: Shape) => number) =>
  (layer: Layer, input: Shape, output: Shape) =>
    layer.kind === 'conv' ? count(layer, input, output) : undefined;

const ofDense = (count: (layer: Dense, input: Shape) => number) => (layer: Layer, input: Shape) =>
  layer.kind === 'dense' ? count(layer, input) : undefined;

/** Mistakes in the parameters. */
export const parameterMistakes: readonly TableMistake[] = [
  {
    id: 'bias-forgotten',
    says: {
      en: 'The biases are missing. Every filter of a convolution and every unit of a dense layer has one besides its weights: add filters, or units.',
      zh: '漏了偏置。除了权重以外，卷积的每个滤波器、全连接层的每个单元都有一个偏置：要加上 filters 或 units。',
    },
    ways: [
      { parameters: weightsOf },
      { parameters: (layer, input) => (layer.kind === 'conv' ? weightsOf(layer, input) : undefined) },
      { parameters: (layer, input) => (layer.kind === 'dense' ? weightsOf(layer, input) : undefined) },
    ],
  },
  {
    id: 'one-bias-only',
    says: {
      en: 'You count one bias for a whole layer. Each filter has its own, and each unit: add filters, or units.',
      zh: '你给整层只算了一个偏置。每个滤波器、每个单元都有自己的偏置：要加上 filters 或 units。',
    },
    ways: [{ parameters: (layer, input) => (biasesOf(layer) > 0 ? weightsOf(layer, input) + 1 : undefined) }],
  },
  {
    id: 'bias-per-kernel',
    says: {
      en: 'You count a bias for each channel that a filter looks at. It is added once, after everything is summed up: one for each filter.',
      zh: '你给滤波器看到的每个通道都算了一个偏置。偏置是在全部求和之后加一次：每个滤波器一个。',
    },
    ways: [{ parameters: ofConv((layer, input) => weightsOf(layer, input) + input[2] * layer.filters) }],
  },
  {
    id: 'bias-multiplied',
    says: {
      en: 'You multiply by the biases. They are further parameters beside the weights: add them.',
      zh: '你乘上了偏置的个数。偏置是权重之外另有的参数：应当相加。',
    },
    ways: [{ parameters: (layer, input) => weightsOf(layer, input) * biasesOf(layer) }],
  },
  {
    id: 'kernel-size-not-squared',
    says: {
      en: 'A kernel has kernelSize rows and as many columns: kernelSize * kernelSize weights in each channel.',
      zh: '核有 kernelSize 行，也有同样多的列：每个通道 kernelSize * kernelSize 个权重。',
    },
    ways: [
      {
        parameters: ofConv(({ kernelSize, filters }, input) => kernelSize * input[2] * filters + filters),
      },
      {
        parameters: ofConv(({ kernelSize, filters }, input) => 2 * kernelSize * input[2] * filters + filters),
      },
    ],
  },
  {
    id: 'kernel-area-forgotten',
    says: {
      en: 'You count one weight for each channel and filter. A kernel has kernelSize * kernelSize of them.',
      zh: '你给每个通道、每个滤波器只算了一个权重。一个核有 kernelSize * kernelSize 个权重。',
    },
    ways: [{ parameters: ofConv(({ filters }, input) => input[2] * filters + filters) }],
  },
  {
    id: 'input-channels-forgotten',
    says: {
      en: 'The channels of the input are missing. A filter has a kernel for each of them: kernelSize * kernelSize * channels weights.',
      zh: '漏了输入的通道数。滤波器对每个输入通道都有一个核：kernelSize * kernelSize * channels 个权重。',
    },
    ways: [{ parameters: ofConv(({ kernelSize, filters }) => kernelSize ** 2 * filters + filters) }],
  },
  {
    id: 'filters-forgotten',
    says: {
      en: 'You count the weights of a single filter. There are filters of them.',
      zh: '你只算了一个滤波器的权重。一共有 filters 个滤波器。',
    },
    ways: [
      { parameters: ofConv(({ kernelSize }, input) => kernelSize ** 2 * input[2] + 1) },
      { parameters: ofConv(({ kernelSize, filters }, input) => kernelSize ** 2 * input[2] + filters) },
    ],
  },
  {
    id: 'channels-of-the-output',
    says: {
      en: 'You use the channels that the convolution gives for those that it takes. Work out the parameters before you replace the shape, from the channels of the input.',
      zh: '你把卷积输出的通道数当成了输入的通道数。要在更新形状之前，用输入的通道数来算参数。',
    },
    ways: [
      { parameters: ofConv(({ kernelSize, filters }) => kernelSize ** 2 * filters * filters + filters) },
    ],
  },
  {
    id: 'parameters-per-pixel',
    says: {
      en: 'You count the weights again for every pixel of the output. That would be the multiplications: a filter is the same at every place, and its weights are counted once.',
      zh: '你在输出的每个像素处都重新数了一遍权重。那样得到的是乘法次数：滤波器在每个位置都相同，权重只数一次。',
    },
    ways: [
      {
        parameters: ofConv(
          (layer, input, [height, width]) => weightsOf(layer, input) * height * width + layer.filters,
        ),
      },
      {
        parameters: ofConv(
          (layer, input, [height, width]) => (weightsOf(layer, input) + layer.filters) * height * width,
        ),
      },
    ],
  },
  {
    id: 'pool-has-parameters',
    says: {
      en: 'Your pools have parameters. A pool takes the mean or the largest of a window, and there is nothing in it to be learned: 0.',
      zh: '你的池化层有参数。池化只取窗口的平均值或最大值，里面没有要学的东西：应为 0。',
    },
    ways: [
      { parameters: (layer, input) => (layer.kind === 'pool' ? layer.size ** 2 * input[2] : undefined) },
      { parameters: layer => (layer.kind === 'pool' ? layer.size ** 2 : undefined) },
      {
        parameters: (layer, input) => (layer.kind === 'pool' ? (layer.size ** 2 + 1) * input[2] : undefined),
      },
    ],
  },
  {
    id: 'flatten-has-parameters',
    says: {
      en: 'Your flatten has parameters. It only puts numbers into a row: 0.',
      zh: '你的展平层有参数。它只是把数排成一行：应为 0。',
    },
    ways: [{ parameters: (layer, input) => (layer.kind === 'flatten' ? product(input) : undefined) }],
  },
  {
    id: 'dense-inputs-forgotten',
    says: {
      en: 'You count one weight for each unit of a dense layer. A unit has one for every number that comes in: inputs * units.',
      zh: '你给全连接层的每个单元只算了一个权重。一个单元对输入的每个数都有一个权重：inputs * units。',
    },
    ways: [
      { parameters: ofDense(({ units }) => 2 * units) },
      { parameters: ofDense(({ units }) => units) },
      { parameters: ofDense(({ units }, input) => product(input) + units) },
    ],
  },
];

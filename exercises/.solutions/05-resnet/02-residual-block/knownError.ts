import type { Text } from '@featuremap/grader';

/** An error of TensorFlow.js, and the mistake that it comes of in this exercise. */
interface KnownError {
  readonly id: string;
  readonly pattern: RegExp;
  readonly says: Text;
}

const paddingMissing: Text = {
  en: "What your convolutions give has another size than the input, so that the two cannot be added number by number: a 3×3 window without padding makes the image smaller. Give tf.conv2d the padding 'same'.",
  zh: "你的卷积给出的结果和输入大小不同，无法逐个相加：3×3 的窗口不加填充会让图像变小。请给 tf.conv2d 用填充方式 'same'。",
};

/** Also a mistake in values: two convolutions leave a single pixel of 5×5, which can be added to all others. */
export const says = { 'padding-missing': paddingMissing };

const knownErrors: readonly KnownError[] = [
  { id: 'padding-missing', pattern: /could not be broadcast/i, says: paddingMissing },
  {
    id: 'weight-not-read',
    pattern: /Argument '(filter|b|bias)' passed to '\w+' must be a Tensor/,
    says: {
      en: 'TensorFlow.js’s operations take tensors, and one of yours is given something else. What addWeight gives is a LayerVariable: keep it in a field of the class, `this.kernel1 = this.addWeight(…)`, and read the tensor out where you compute, `this.kernel1.read()`.',
      zh: 'TensorFlow.js 的运算要的是张量，你却给了别的东西。addWeight 返回的是 LayerVariable：请把它存进类的字段，`this.kernel1 = this.addWeight(…)`，计算时再取出张量，`this.kernel1.read()`。',
    },
  },
  {
    id: 'inputs-taken-for-list',
    pattern: /Argument 'x' passed to '\w+' must be a Tensor/,
    says: {
      en: 'inputs is most often the tensor itself and sometimes a list that holds it, and you have taken the one for the other. Begin with `const x = Array.isArray(inputs) ? inputs[0] : inputs;`.',
      zh: 'inputs 通常就是张量本身，有时是只含这个张量的列表，你把两者弄混了。请以 `const x = Array.isArray(inputs) ? inputs[0] : inputs;` 开头。',
    },
  },
  {
    id: 'weight-name-repeated',
    pattern: /Duplicate weight name/,
    says: {
      en: 'Two of your weights have the same name. They are saved by their names, so each needs its own: conv1/kernel, conv1/bias, conv2/kernel, conv2/bias.',
      zh: '你有两个权重同名。权重按名字保存，所以每个都要有自己的名字：conv1/kernel、conv1/bias、conv2/kernel、conv2/bias。',
    },
  },
  {
    id: 'gradient-cut',
    pattern: /Cannot find a connection between any variable and the result/,
    says: {
      en: 'No gradient reaches the weights: call computes with copies of their numbers, which training cannot follow. Use the weights themselves, kernel.read() and bias.read(), in TensorFlow.js’s operations.',
      zh: '梯度传不到权重：call 用的是权重数值的副本，训练无法顺着它往回走。请在 TensorFlow.js 的运算里直接用权重本身：kernel.read() 和 bias.read()。',
    },
  },
];

/** The mistake that an error comes of, if it is one that this exercise knows. */
export function knownError(error: unknown): KnownError | undefined {
  if (!(error instanceof Error)) return undefined;
  return knownErrors.find(({ pattern }) => pattern.test(error.message));
}

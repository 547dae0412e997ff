import type { Text } from '@featuremap/grader';
import { says } from './valueMistakes.js';

/** An error of TensorFlow.js, and the mistake that it comes of in this exercise. */
interface KnownError {
  readonly id: string;
  readonly pattern: RegExp;
  readonly says: Text;
}

const knownErrors: readonly KnownError[] = [
  {
    id: 'padding-missing',
    // Heights or widths that differ: axis 1 or 2.
    pattern: /concat.*along the non-concatenated axis [12]\./is,
    says: {
      en: "Your branches give images of different sizes, which cannot be concatenated: a 3×3 or 5×5 window without padding makes the image smaller. Give tf.conv2d the padding 'same'.",
      zh: "你的各个分支给出的图像大小不同，无法拼接：3×3 或 5×5 的窗口不加填充会让图像变小。请给 tf.conv2d 用填充方式 'same'。",
    },
  },
  {
    id: 'concatenated-on-wrong-axis',
    pattern: /concat.*along the non-concatenated axis/is,
    says: says['concatenated-on-wrong-axis'],
  },
  {
    id: 'branches-added',
    pattern: /could not be broadcast|addN|all the inputs.* same shape/is,
    says: says['branches-added'],
  },
  {
    id: 'branch-not-chained',
    pattern: /depth of input \(\d+\) must match input depth for filter/i,
    says: says['branch-not-chained'],
  },
  {
    id: 'class-name-missing',
    // A layer that is given no name makes one of its class's name.
    pattern: /undefined \(reading 'replace'\)/,
    says: {
      en: "The line `static className = 'Inception';` is missing from your class. TensorFlow.js names layers and finds the classes of saved models by it.",
      zh: "你的类里少了 `static className = 'Inception';` 这一行。TensorFlow.js 靠它给层取名，也靠它找到保存的模型里的类。",
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
      en: 'Two of your weights have the same name. They are saved by their names, so each needs its own: branch2.0/kernel, branch2.0/bias, branch2.1/kernel, …',
      zh: '你有两个权重同名。权重按名字保存，所以每个都要有自己的名字：branch2.0/kernel、branch2.0/bias、branch2.1/kernel……',
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

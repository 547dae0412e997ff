import type { Text } from '@featuremap/grader';

/** What to say about mistakes that several exercises of this chapter can meet. */
export const says = {
  'kernel-flipped': {
    en: 'Your kernel is flipped: its last number multiplies the window’s first. That is convolution as mathematics defines it; in neural networks "convolution" means cross-correlation, kernel as it is. Multiply window[i][j] by kernel[i][j].',
    zh: '你的核翻转了：核的最后一个数乘到了窗口的第一个数上。数学里的卷积确实这样定义，但神经网络中的“卷积”其实是互相关，核不翻转。请用 window[i][j] 乘 kernel[i][j]。',
  },
  'sum-not-reset': {
    en: 'Your sum carries over from one window to the next. Each window starts its own sum at 0: put `let sum = 0` inside the loops over rows and columns of the output.',
    zh: '上一个窗口的和带到了下一个窗口。每个窗口都要从 0 开始累加：把 `let sum = 0` 放进遍历输出行、列的循环里面。',
  },
  'sum-reset-too-often': {
    en: 'Your sum starts again at 0 with every row of the kernel, so only the last row counts. One sum belongs to the whole window: put `let sum = 0` before both loops over the kernel.',
    zh: '核每换一行，你的和就又从 0 开始，结果只剩下最后一行。整个窗口共用一个和：把 `let sum = 0` 放到遍历核的两层循环之前。',
  },
  'last-product-only': {
    en: 'Each output element is only the last product of its window. Add the products up: `sum +=`, not `sum =`.',
    zh: '每个输出元素都只是窗口中最后一个乘积。要把乘积累加起来：写 `sum +=`，而不是 `sum =`。',
  },
} satisfies Record<string, Text>;

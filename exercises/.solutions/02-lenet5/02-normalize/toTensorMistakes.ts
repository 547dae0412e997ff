import type { Mistake } from '@featuremap/grader';
import { floats } from './statistics.js';

/** The usual mistakes in making floats of bytes. */
export const toTensorMistakes: readonly Mistake<readonly [pixels: Uint8Array]>[] = [
  {
    id: 'rounded-to-bytes',
    says: {
      en: 'Your numbers are bytes again: the result of pixels.map is another Uint8Array, which keeps nothing behind the point, so that all but 255 become 0. Make a Float32Array and put the numbers there.',
      zh: '你的结果又成了字节：pixels.map 得到的还是 Uint8Array，它存不下小数，于是除了 255 以外全变成了 0。请新建一个 Float32Array，把数放进去。',
    },
    instead: pixels => pixels.map(pixel => pixel / 255),
  },
  {
    id: 'divided-by-256',
    says: {
      en: 'You divide by 256. The largest byte is 255, and white is to become exactly 1: divide by 255.',
      zh: '你除的是 256。最大的字节是 255，白色要正好变成 1：应除以 255。',
    },
    instead: pixels => floats(pixels, pixel => pixel / 256),
  },
  {
    id: 'not-divided-by-255',
    says: {
      en: 'Your numbers still go up to 255: divide each of them by 255.',
      zh: '你的数最大还是 255：每个数都要除以 255。',
    },
    instead: pixels => floats(pixels, pixel => pixel),
  },
  {
    id: 'divided-by-the-largest',
    says: {
      en: 'You divide by the largest pixel of the image at hand, so that the same grey means something else in each image. Divide by 255, whatever is there.',
      zh: '你除的是当前图像中最大的像素，于是同样的灰度在不同图像里含义不同。不管图像里有什么，都应除以 255。',
    },
    instead: pixels => floats(pixels, pixel => pixel / Math.max(...pixels)),
  },
  {
    id: 'stretched',
    says: {
      en: 'You stretch each image from its own darkest to its own lightest pixel, so that the same grey means something else in each image. Divide by 255, whatever is there.',
      zh: '你按每张图像自己最暗和最亮的像素做了拉伸，于是同样的灰度在不同图像里含义不同。不管图像里有什么，都应除以 255。',
    },
    instead: pixels => {
      const [least, most] = [Math.min(...pixels), Math.max(...pixels)];
      return floats(pixels, pixel => (pixel - least) / (most - least));
    },
  },
  {
    id: 'from-minus-1-to-1',
    says: {
      en: 'Your numbers go from -1 to 1. Some networks are fed like that; here toTensor gives 0 to 1, and normalize does the rest.',
      zh: '你的结果是从 -1 到 1。有的网络这样用，但这里 toTensor 给出的是 0 到 1，其余的交给 normalize。',
    },
    instead: pixels => floats(pixels, pixel => pixel / 127.5 - 1),
  },
  {
    id: 'inverted',
    says: {
      en: 'Your black and white are swapped: 0 becomes 1. Return pixel / 255 and subtract nothing.',
      zh: '你的黑白颠倒了：0 变成了 1。应返回 pixel / 255，不要再去减。',
    },
    instead: pixels => floats(pixels, pixel => 1 - pixel / 255),
  },
  {
    id: 'normalised-too-early',
    says: {
      en: 'You subtract 0.1307 and divide by 0.3081 already here. toTensor only brings the bytes to 0 to 1; the rest is the work of normalize, and done twice it would be wrong.',
      zh: '你在这里就减了 0.1307、除了 0.3081。toTensor 只负责把字节变到 0 到 1；其余是 normalize 的事，做两遍就错了。',
    },
    instead: pixels => floats(pixels, pixel => (pixel / 255 - 0.1307) / 0.3081),
  },
];

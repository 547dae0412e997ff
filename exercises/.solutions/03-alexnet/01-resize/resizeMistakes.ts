import type { Mistake, Text } from '@featuremap/grader';
import {
  type Axis,
  axisAt,
  bilinear,
  centre,
  halfPixelCentres,
  type Image,
  interpolate,
  within,
} from './interpolate.js';

type Args = readonly [image: Image, height: number, width: number];

/** What a resize with other axes gives: one for both directions, or one for each. */
const along =
  (rows: Axis, columns = rows) =>
  (...[image, height, width]: Args) =>
    interpolate(image, [height, width], [rows, columns]);

/** A place whose far pixel is its near one: nothing is mixed. */
const alone = (near: number) => ({ near, far: near, weight: 0 });

const nearest: Axis = (index, oldSize, newSize) => alone(Math.floor(((index + 0.5) * oldSize) / newSize));

const nearestText: Text = {
  en: 'Each of your pixels is a copy of a single old one: that is nearest-neighbour resizing, and it makes steps. Bilinear mixes four: the pixels on both sides of x, and those on both sides of y.',
  zh: '你的每个像素都只是某一个旧像素的副本：这是最近邻缩放，会出现锯齿。双线性插值要混合四个像素：x 左右两侧的和 y 上下两侧的。',
};

const outsideText: Text = {
  en: 'You read a pixel that is not there, before the first or after the last. Keep y within 0 and H - 1 before you round it down, let bottom be top + 1 but at most H - 1, and treat x, left and right in the same way with W.',
  zh: '你读到了不存在的像素：第一个之前，或者最后一个之后。向下取整之前先把 y 限制在 0 和 H - 1 之间；bottom 是 top + 1，但不超过 H - 1；x、left、right 也照此处理，换成 W。',
};

const roundedText: Text = {
  en: 'Your pixels are whole numbers. A mixture of pixels has a fraction, and a network wants it: round the place down to find the neighbours, not the result.',
  zh: '你的像素都是整数。混合出来的像素带小数，网络要的就是它：取整是为了找相邻像素的下标，结果不要取整。',
};

/** What is read without any care for the edges. */
const careless: Axis = (index, oldSize, newSize) => {
  const place = centre(index, oldSize, newSize);
  const near = Math.floor(place);
  return { near, far: near + 1, weight: place - near };
};

const onlyAbove: Axis = (index, oldSize, newSize) => {
  const place = Math.max(0, centre(index, oldSize, newSize));
  const near = Math.floor(place);
  return { near, far: near + 1, weight: place - near };
};

const onlyBelow: Axis = (index, oldSize, newSize) => {
  const place = Math.min(centre(index, oldSize, newSize), oldSize - 1);
  const near = Math.floor(place);
  return { near, far: Math.min(near + 1, oldSize - 1), weight: place - near };
};

/** Where there is a 0 around the image. */
const surrounded = (image: Image) => [
  image[0].map(() => 0).concat(0, 0),
  ...image.map(row => [0, ...row, 0]),
  image[0].map(() => 0).concat(0, 0),
];

/** Mistakes that show all over the image. */
const placeMistakes: readonly Mistake<Args>[] = [
  { id: 'nearest-neighbour', says: nearestText, instead: along(nearest) },
  {
    id: 'nearest-neighbour',
    says: nearestText,
    instead: along((index, oldSize, newSize) => alone(Math.floor((index * oldSize) / newSize))),
  },
  {
    id: 'nearest-neighbour',
    says: nearestText,
    instead: along((index, oldSize, newSize) => alone(halfPixelCentres(index, oldSize, newSize).near)),
  },
  {
    id: 'one-direction-only',
    says: {
      en: 'You mix the pixels above and below, but from left to right you copy a single one. Both directions are mixed: first left with right, in the upper row and in the lower row, then the two results.',
      zh: '你混合了上下的像素，左右方向却只是复制一个。两个方向都要混合：先在上面一行和下面一行里分别混合左右，再混合这两个结果。',
    },
    instead: along(halfPixelCentres, nearest),
  },
  {
    id: 'one-direction-only',
    says: {
      en: 'You mix the pixels on the left and on the right, but from above to below you copy a single one. Both directions are mixed: do the same in the row below, then mix the two results.',
      zh: '你混合了左右的像素，上下方向却只是复制一个。两个方向都要混合：在下面一行里也这样做，再混合这两个结果。',
    },
    instead: along(nearest, halfPixelCentres),
  },
  {
    id: 'no-half-pixel',
    says: {
      en: 'You place pixel number row at row * H / height. That lays the centre of the first new pixel on the centre of the first old one, and moves everything up and to the left. The edges are to meet, and a centre is half a pixel from its edge: y = (row + 0.5) * H / height - 0.5.',
      zh: '你把第 row 个像素放在 row * H / height 处：第一个新像素的中心就落在了第一个旧像素的中心上，整幅图会向左上偏移。应该让两幅图的边缘对齐，而像素的中心离它的边缘有半个像素：y = (row + 0.5) * H / height - 0.5。',
    },
    instead: along(axisAt((index, oldSize, newSize) => (index * oldSize) / newSize)),
  },
  {
    id: 'half-pixel-not-taken-back',
    says: {
      en: 'You add half a pixel and do not take it back. (row + 0.5) * H / height counts from the upper edge of the image; the centre of old pixel 0 is 0.5 below that edge, so subtract 0.5 at the end.',
      zh: '你加了半个像素，却没有减回去。(row + 0.5) * H / height 是从图像的上边缘算起的，而旧像素 0 的中心在边缘下方 0.5 处，所以最后要减 0.5。',
    },
    instead: along(axisAt((index, oldSize, newSize) => ((index + 0.5) * oldSize) / newSize)),
  },
  {
    id: 'corners-aligned',
    says: {
      en: 'You divide by height - 1 and width - 1, which lays the centres of the corner pixels on each other. That is another convention (align_corners=True in PyTorch). Here the edges of the images lie on each other: y = (row + 0.5) * H / height - 0.5.',
      zh: '你除的是 height - 1 和 width - 1，也就是让角上像素的中心互相重合。那是另一种约定（PyTorch 中的 align_corners=True）。这里对齐的是图像的边缘：y = (row + 0.5) * H / height - 0.5。',
    },
    instead: along(
      axisAt((index, oldSize, newSize) => (newSize === 1 ? 0 : (index * (oldSize - 1)) / (newSize - 1))),
    ),
  },
  {
    id: 'scale-upside-down',
    says: {
      en: 'Your scale is upside down. A new pixel of a larger image takes up less than an old pixel: multiply row + 0.5 by H / height, not by height / H.',
      zh: '你的比例弄反了。图像变大时，一个新像素占不到一个旧像素：row + 0.5 要乘 H / height，而不是 height / H。',
    },
    instead: along(axisAt((index, oldSize, newSize) => ((index + 0.5) * newSize) / oldSize - 0.5)),
  },
  {
    id: 'weights-swapped',
    says: {
      en: 'The weights are swapped. wx says how far x is from the left pixel, so it is the right one that gets wx, and the left one 1 - wx: the nearer pixel counts more. The same holds for wy.',
      zh: '权重弄反了。wx 是 x 离左边像素的距离，所以右边的像素乘 wx，左边的乘 1 - wx：离得近的占得多。wy 也一样。',
    },
    instead: along((...args) => {
      const { near, far, weight } = halfPixelCentres(...args);
      return { near, far, weight: 1 - weight };
    }),
  },
  {
    id: 'weights-ignored',
    says: {
      en: 'All four neighbours count the same in your result: it is their mean. They are weighted by how near they are: wy = y - top, wx = x - left.',
      zh: '在你的结果里四个相邻像素一样重：取的是平均值。应按远近加权：wy = y - top，wx = x - left。',
    },
    instead: along((...args) => ({ ...halfPixelCentres(...args), weight: 0.5 })),
  },
];

/** Mistakes in what is mixed, and in which direction is which. */
const mixMistakes: readonly Mistake<Args>[] = [
  {
    id: 'weights-of-the-other-direction',
    says: {
      en: 'wy and wx have changed places. wx mixes left with right, within a row; wy mixes the upper row with the lower one.',
      zh: 'wy 和 wx 用反了。wx 在一行之内混合左和右，wy 混合上面一行和下面一行。',
    },
    instead: (image, height, width) =>
      interpolate(image, [height, width], undefined, (corners, wy, wx) => bilinear(corners, wx, wy)),
  },
  {
    id: 'fourth-pixel-missing',
    says: {
      en: 'You start at the upper left pixel and add the step to the right and the step down. The pixel at the lower right never counts. Mix the lower row too, image[bottom][left] with image[bottom][right], and then the two rows.',
      zh: '你从左上角的像素出发，加上向右的变化和向下的变化，右下角的像素根本没有用到。下面一行也要混合（image[bottom][left] 和 image[bottom][right]），再混合两行。',
    },
    instead: (image, height, width) =>
      interpolate(
        image,
        [height, width],
        undefined,
        ([topLeft, topRight, bottomLeft], wy, wx) =>
          topLeft + wx * (topRight - topLeft) + wy * (bottomLeft - topLeft),
      ),
  },
  {
    id: 'taken-for-square',
    says: {
      en: 'You use the scale of the rows, H / height, for the columns as well. The columns have their own: W / width.',
      zh: '你把行的比例 H / height 也用在了列上。列有自己的比例：W / width。',
    },
    instead: (image, height, width) =>
      interpolate(
        image,
        [height, width],
        [halfPixelCentres, axisAt(index => centre(index, image.length, height))],
      ),
  },
  {
    id: 'height-and-width-swapped',
    says: {
      en: 'Your result has width rows of height pixels. There are height rows, and each has width pixels.',
      zh: '你的结果有 width 行、每行 height 个像素。应该有 height 行，每行 width 个像素。',
    },
    instead: (image, height, width) => interpolate(image, [width, height]),
  },
  {
    id: 'rows-shared',
    says: {
      en: 'All rows of your output are one and the same array, so whatever you write into one appears in all. `fill` puts the same array everywhere: make a new one for each row, inside the loop.',
      zh: '输出的所有行其实是同一个数组，写进一行就等于写进每一行。`fill` 放进去的是同一个数组：请在循环里给每一行新建一个。',
    },
    instead: (image, height, width) => {
      const last = interpolate(image, [height, width]).at(-1);
      return Array.from({ length: height }, () => last);
    },
  },
  {
    id: 'rounded',
    says: roundedText,
    instead: (...args) => along(halfPixelCentres)(...args).map(row => row.map(Math.round)),
  },
  {
    id: 'rounded',
    says: roundedText,
    instead: (...args) => along(halfPixelCentres)(...args).map(row => row.map(Math.floor)),
  },
];

/** Mistakes that show at the edges only. */
const edgeMistakes: readonly Mistake<Args>[] = [
  { id: 'reads-outside', says: outsideText, instead: along(careless) },
  { id: 'reads-outside', says: outsideText, instead: along(onlyAbove) },
  { id: 'reads-outside', says: outsideText, instead: along(onlyBelow) },
  { id: 'reads-outside', says: outsideText, instead: along(halfPixelCentres, careless) },
  { id: 'reads-outside', says: outsideText, instead: along(careless, halfPixelCentres) },
  {
    id: 'zero-outside',
    says: {
      en: 'You take 0 for the pixels around the image, so that its border fades. This is no zero padding: where there is no pixel, the one at the edge counts. Keep y within 0 and H - 1, and x within 0 and W - 1.',
      zh: '你把图像之外的像素当成了 0，边缘因此变暗。这里不是零填充：没有像素的地方由边缘的像素代替。请把 y 限制在 0 和 H - 1 之间，把 x 限制在 0 和 W - 1 之间。',
    },
    instead: (image, height, width) => {
      const shifted: Axis = (index, oldSize, newSize) => {
        const { near, far, weight } = careless(index, oldSize - 2, newSize);
        return { near: near + 1, far: far + 1, weight };
      };
      return interpolate(surrounded(image), [height, width], [shifted, shifted]);
    },
  },
  {
    id: 'negative-weight',
    says: {
      en: 'At the upper and left edges your weight is negative: y is above the centre of the first row, and y - top is below 0. The picture is continued beyond its edge. Keep y itself within 0 and H - 1, not only top and bottom; and x within 0 and W - 1.',
      zh: '在上边缘和左边缘，你的权重是负的：y 在第一行的中心之上，y - top 小于 0，图像被延伸到了边缘之外。要限制的是 y 本身（0 到 H - 1），而不只是 top 和 bottom；x 也一样（0 到 W - 1）。',
    },
    instead: along((index, oldSize, newSize) => {
      const place = centre(index, oldSize, newSize);
      const near = within(Math.floor(place), oldSize);
      return { near, far: Math.min(near + 1, oldSize - 1), weight: place - near };
    }),
  },
  {
    id: 'weight-before-limit',
    says: {
      en: 'At the upper and left edges the second row or column mixes in: you take the weight from a y below 0, and only then move top to 0. Keep y within 0 and H - 1 first, then take top, bottom and wy from it; the same for x.',
      zh: '在上边缘和左边缘混进了第二行或第二列：你先用小于 0 的 y 算出权重，然后才把 top 移到 0。应先把 y 限制在 0 和 H - 1 之间，再由它算 top、bottom 和 wy；x 也一样。',
    },
    instead: along((index, oldSize, newSize) => {
      const place = centre(index, oldSize, newSize);
      const near = within(Math.floor(place), oldSize);
      return { near, far: Math.min(near + 1, oldSize - 1), weight: place - Math.floor(place) };
    }),
  },
];

/** What goes wrong with a bilinear resize. */
export const resizeMistakes: readonly Mistake<Args>[] = [...placeMistakes, ...mixMistakes, ...edgeMistakes];

import type { Mistake, Text } from '@featuremap/grader';
import { lossPoints, type PointsArgs, share, type Variation } from './lossPoints.js';

const varied =
  (variation: Variation) =>
  (...args: PointsArgs) =>
    lossPoints(...args, variation);

const says = {
  'not-scaled': {
    en: 'Your points are steps and losses as they are. A picture is measured in its own units: bring the steps to 0 to width, and the losses to height to 0.',
    zh: '你的点就是步数和损失本身。图有自己的单位：要把步数变到 0 到 width，把损失变到 height 到 0。',
  },
  'counted-from-1': {
    en: 'Your steps are counted from 1, so that the line begins beside the axis. The first step has the number 0 and lies at x = 0.',
    zh: '你的步数从 1 数起，于是线的起点离开了坐标轴。第一步的编号是 0，位于 x = 0。',
  },
  rounded: {
    en: 'You round the points. SVG takes fractions, and a line of a thousand steps would have stairs.',
    zh: '你把点取整了。SVG 可以用小数；取整的话，一千步的线就会变成台阶。',
  },
  'not-finite-drawn': {
    en: 'You make points of losses that are not finite: one coordinate is NaN or infinite, and a browser gives up the whole line there. Leave such points out: Number.isFinite.',
    zh: '损失不是有限数时你也画了点：坐标是 NaN 或无穷，浏览器画到那里就放弃整条线。这样的点不要：用 Number.isFinite 判断。',
  },
  'not-finite-measured': {
    en: 'One loss that is not finite moves all your points: Math.max of anything with NaN is NaN, and every share of Infinity is 0. Look for the largest among the finite losses only.',
    zh: '只要有一个损失不是有限数，你的点就全移了位置：Math.max 遇到 NaN 就得 NaN，任何数占 Infinity 的比例都是 0。只在有限的损失里找最大的。',
  },
} satisfies Record<string, Text>;

/** The usual mistakes in placing the points. */
export const lossPointsMistakes: readonly Mistake<PointsArgs>[] = [
  {
    id: 'upside-down',
    says: {
      en: 'Your curve is upside down: y grows downwards in a picture, so that the largest loss comes out at the bottom. Measure from the bottom: height - share * height.',
      zh: '你的曲线上下颠倒了：图里的 y 是向下增大的，最大的损失反而到了底部。应从底部量起：height - share * height。',
    },
    instead: varied({ up: (loss, largest) => 1 - share(loss, largest) }),
  },
  {
    id: 'one-interval-too-many',
    says: {
      en: 'Your line does not reach the right edge: you divide by the number of steps. Between n points there are n - 1 intervals: divide by losses.length - 1.',
      zh: '你的线到不了右边缘：你除的是步数。n 个点之间有 n - 1 个间隔：应除以 losses.length - 1。',
    },
    instead: varied({ across: (step, lastStep) => step / (lastStep + 1) }),
  },
  {
    id: 'counted-from-1',
    says: says['counted-from-1'],
    instead: varied({ across: (step, lastStep) => (step + 1) / (lastStep + 1) }),
  },
  {
    id: 'counted-from-1',
    says: says['counted-from-1'],
    instead: varied({ across: (step, lastStep) => share(step + 1, lastStep) }),
  },
  {
    id: 'scaled-from-the-smallest',
    says: {
      en: 'Your bottom is the smallest loss. The bottom is a loss of 0: otherwise every curve seems to end at nothing, and a training that hardly moved looks like a good one.',
      zh: '你把最小的损失放在了底部。底部应是损失 0：否则每条曲线看上去都降到了底，几乎没有进展的训练也显得很好。',
    },
    instead: (losses, width, height) => {
      const least = Math.min(...losses.filter(Number.isFinite));
      const above = (loss: number, largest: number) => share(loss - least, largest - least);
      return lossPoints(losses, width, height, { up: above });
    },
  },
  {
    id: 'scaled-by-the-first',
    says: {
      en: 'You take the first loss for the largest. A loss can rise at the beginning, and the curve then leaves the picture at the top: look for the largest of all.',
      zh: '你把第一个损失当成了最大的。损失在开头可能会上升，曲线就会从上边伸出去：应在全部损失里找最大的。',
    },
    instead: varied({ largest: ([first]) => first }),
  },
  {
    id: 'not-scaled',
    says: says['not-scaled'],
    instead: losses => losses.flatMap((loss, step) => (Number.isFinite(loss) ? [[step, loss]] : [])),
  },
  {
    id: 'not-scaled',
    says: says['not-scaled'],
    instead: (losses, _, height) =>
      losses.flatMap((loss, step) => (Number.isFinite(loss) ? [[step, height - loss]] : [])),
  },
  {
    id: 'steps-not-scaled',
    says: {
      en: 'Your x is the number of the step as it is. Bring it to 0 to width: the last step lies at x = width, however many there are.',
      zh: '你的 x 就是步数本身。要变到 0 到 width：不管有多少步，最后一步都位于 x = width。',
    },
    instead: (losses, width, height) => lossPoints(losses, width, height, { across: step => step / width }),
  },
  {
    id: 'width-and-height-swapped',
    says: {
      en: 'Width and height are swapped: x is measured by width, y by height.',
      zh: '宽和高用反了：x 按 width 来量，y 按 height 来量。',
    },
    instead: (losses, width, height) => lossPoints(losses, height, width),
  },
  {
    id: 'x-and-y-swapped',
    says: {
      en: 'Your points are [y, x]. In a picture x comes first: [x, y].',
      zh: '你的点写成了 [y, x]。图里 x 在前：[x, y]。',
    },
    instead: (...args) => lossPoints(...args).map(([x, y]) => [y, x]),
  },
  ...[Math.round, Math.floor].map(whole => ({
    id: 'rounded',
    says: says.rounded,
    instead: (...args: PointsArgs) => lossPoints(...args).map(point => point.map(whole)),
  })),
  {
    id: 'one-loss-divides-by-0',
    says: {
      en: 'A single loss gives NaN: there is no interval, and 0 / 0 is no number. It lies at x = 0: ask for that case before you divide.',
      zh: '只有一个损失时得到了 NaN：没有间隔，而 0 / 0 不是数。它位于 x = 0：除之前先判断这种情形。',
    },
    instead: varied({ across: (step, lastStep) => step / lastStep }),
  },
  {
    id: 'zeros-divide-by-0',
    says: {
      en: 'Losses of 0 only give NaN: the largest is 0, and 0 / 0 is no number. They lie at the bottom: ask for that case before you divide.',
      zh: '损失全为 0 时得到了 NaN：最大的也是 0，而 0 / 0 不是数。它们都在底部：除之前先判断这种情形。',
    },
    instead: varied({ up: (loss, largest) => loss / largest }),
  },
  {
    id: 'divides-by-0',
    says: {
      en: 'A single loss, and losses of 0 only, give NaN: 0 / 0 is no number. A single one lies at x = 0, and zeros lie at the bottom: ask for these cases before you divide.',
      zh: '只有一个损失，以及损失全为 0 时，得到了 NaN：0 / 0 不是数。单独一个位于 x = 0，后一种情形都在底部：除之前先判断。',
    },
    instead: varied({ across: (step, lastStep) => step / lastStep, up: (loss, largest) => loss / largest }),
  },
  {
    id: 'not-finite-drawn',
    says: says['not-finite-drawn'],
    instead: varied({ drawn: () => true }),
  },
  {
    id: 'not-finite-measured',
    says: says['not-finite-measured'],
    instead: varied({ largest: losses => Math.max(...losses), up: (loss, largest) => loss / largest }),
  },
  {
    id: 'not-finite-measured',
    says: says['not-finite-measured'],
    instead: varied({ largest: losses => Math.max(...losses) }),
  },
  {
    id: 'not-finite-measured',
    says: says['not-finite-measured'],
    instead: varied({ largest: losses => Math.max(...losses), drawn: () => true }),
  },
  {
    id: 'not-finite-measured',
    says: says['not-finite-measured'],
    instead: varied({
      largest: losses => Math.max(...losses),
      up: (loss, largest) => loss / largest,
      drawn: () => true,
    }),
  },
  {
    id: 'gaps-closed',
    says: {
      en: 'You throw the losses away that are not finite, and count the rest: all that come after move to the left. A loss keeps the number of its step: loop over all losses, and skip inside the loop.',
      zh: '你先把不是有限数的损失扔掉，再给剩下的编号：后面的全都往左移了。每个损失都要保留自己的步数：应遍历全部损失，在循环里面跳过。',
    },
    instead: (losses, width, height) => lossPoints(losses.filter(Number.isFinite), width, height),
  },
  {
    id: 'gaps-as-0',
    says: {
      en: 'You draw a loss that is not finite as 0. That would look like a perfect network at the very moment when it broke: leave the point out.',
      zh: '损失不是有限数时，你按 0 画了。那恰恰在网络崩溃的时候，看上去却像完美无缺：这个点应当不画。',
    },
    instead: (losses, width, height) =>
      lossPoints(
        losses.map(loss => (Number.isFinite(loss) ? loss : 0)),
        width,
        height,
      ),
  },
  {
    id: 'ends-at-the-first-gap',
    says: {
      en: 'Your line ends at the first loss that is not finite. Leave that point out and go on: `continue`, not `break`.',
      zh: '遇到第一个不是有限数的损失，你的线就断了。只跳过这个点，然后继续：用 `continue`，而不是 `break`。',
    },
    instead: (losses, width, height) => {
      const gap = losses.findIndex(loss => !Number.isFinite(loss));
      const points = lossPoints(losses, width, height);
      return gap < 0 ? points : points.slice(0, gap);
    },
  },
];

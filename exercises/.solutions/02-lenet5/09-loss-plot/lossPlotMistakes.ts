import type { Text } from '@featuremap/grader';

/** Something that can be wrong with the document that `lossPlot` returns. */
export interface PlotMistake {
  readonly id: string;
  readonly says: Text;
}

const mistakes = {
  'not-a-string': {
    en: 'lossPlot should return a string, the text of an SVG document that begins with <svg.',
    zh: 'lossPlot 应返回一个字符串，即以 <svg 开头的 SVG 文档的文本。',
  },
  'not-well-formed': {
    en: 'A browser would show an error instead of your picture: the document is not well-formed.',
    zh: '浏览器不会显示你的图，只会报错：这个文档的格式不对。',
  },
  'not-svg': {
    en: 'The outermost element of your document is not <svg>.',
    zh: '你的文档最外层的元素不是 <svg>。',
  },
  'namespace-missing': {
    en: 'A browser would show your file as text, since nothing says that it is SVG. Write <svg xmlns="http://www.w3.org/2000/svg" …>.',
    zh: '浏览器会把你的文件当成文本显示，因为没有说明它是 SVG。请写 <svg xmlns="http://www.w3.org/2000/svg" …>。',
  },
  'view-box-missing': {
    en: 'Your <svg> should have viewBox="0 0 480 320": it says which part of the plane the picture shows.',
    zh: '你的 <svg> 应有 viewBox="0 0 480 320"：它说明图要显示平面上的哪一块。',
  },
  'no-points': {
    en: 'Your lossPoints does not return a list of [x, y], so that there is nothing to compare your line with. Mend that one first.',
    zh: '你的 lossPoints 返回的不是由 [x, y] 组成的列表，没法用来核对你的线。请先把它改好。',
  },
  'line-missing': {
    en: 'There is no <polyline> in your document. It is the element for a line through many points: <polyline points="60,40 160,130 …"/>.',
    zh: '你的文档里没有 <polyline>。它就是穿过许多点的折线：<polyline points="60,40 160,130 …"/>。',
  },
  'points-not-numbers': {
    en: 'The points of your <polyline> are not all numbers. They are written x,y with a space between one point and the next: points="60,40 160,130".',
    zh: '你的 <polyline> 里的点不全是数。应写成 x,y，点与点之间用空格隔开：points="60,40 160,130"。',
  },
  'points-missing': {
    en: 'Your <polyline> has another number of points than lossPoints gave. Each of them is one, with a space between one point and the next.',
    zh: '你的 <polyline> 的点数和 lossPoints 给出的不一样。每个点都要有，点与点之间用空格隔开。',
  },
  'not-moved': {
    en: 'The points lie where lossPoints put them, in the corner of the picture. The frame begins at x = 60, y = 40: add 60 to each x and 40 to each y.',
    zh: '这些点还在 lossPoints 给出的位置，也就是图的角上。框从 x = 60、y = 40 开始：每个 x 要加 60，每个 y 要加 40。',
  },
  'moved-one-way-only': {
    en: 'The points are moved in one direction only. The frame begins at x = 60, y = 40: add 60 to each x and 40 to each y.',
    zh: '这些点只朝一个方向移动了。框从 x = 60、y = 40 开始：每个 x 要加 60，每个 y 要加 40。',
  },
  'moved-by-the-other': {
    en: '60 and 40 are swapped: add 60 to each x and 40 to each y.',
    zh: '60 和 40 用反了：每个 x 要加 60，每个 y 要加 40。',
  },
  'turned-again': {
    en: 'The curve is upside down. lossPoints has turned y already: add 40 to it, and subtract it from nothing.',
    zh: '曲线上下颠倒了。lossPoints 已经把 y 倒过来了：只要加 40，不要再用别的数去减它。',
  },
  'frame-of-another-size': {
    en: 'The points are those of a frame of 480×320, the whole picture. The frame inside is 400×240: lossPoints(losses, 400, 240).',
    zh: '这些点是按整张图 480×320 算的。里面的框是 400×240：lossPoints(losses, 400, 240)。',
  },
  'points-elsewhere': {
    en: 'The line does not lie where it should: at the points of lossPoints(losses, 400, 240), 60 further right and 40 further down.',
    zh: '线不在应在的位置：它应位于 lossPoints(losses, 400, 240) 给出的点，再向右移 60、向下移 40。',
  },
  filled: {
    en: 'A browser fills the area under your line with black, as it does unless told otherwise. Write fill="none" on the <polyline>.',
    zh: '浏览器会把线下面的区域涂成黑色，不特别说明就是这样。请给 <polyline> 写上 fill="none"。',
  },
  'line-invisible': {
    en: 'Your line cannot be seen: lines have no colour unless told. Write stroke="steelblue" on the <polyline>, or another colour.',
    zh: '你的线看不见：不特别说明，线就没有颜色。请给 <polyline> 写上 stroke="steelblue" 或别的颜色。',
  },
  'axes-missing': {
    en: 'An axis is missing or lies elsewhere. There are two <line> elements: from 60,40 to 60,280 on the left, and from 60,280 to 460,280 at the bottom.',
    zh: '缺了坐标轴，或者位置不对。要有两个 <line>：左边的从 60,40 到 60,280，底部的从 60,280 到 460,280。',
  },
  'axes-invisible': {
    en: 'Your axes cannot be seen: a <line> has no colour unless told. Write stroke="grey" on both.',
    zh: '你的坐标轴看不见：不特别说明，<line> 就没有颜色。两条都要写上 stroke="grey"。',
  },
  'labels-missing': {
    en: 'A picture without labels says nothing. Of the four, at least one is missing; put it into a <text> element.',
    zh: '没有标注的图什么也说明不了。四样标注里至少缺了一样；请放进 <text> 元素。',
  },
} satisfies Record<string, Text>;

/** A mistake by its name. */
export function plotMistake(id: keyof typeof mistakes): PlotMistake {
  return { id, says: mistakes[id] };
}

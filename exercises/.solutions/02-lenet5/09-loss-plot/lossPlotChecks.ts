import {
  type Check,
  type Failure,
  failureOf,
  formatNumber,
  type Language,
  type Text,
} from '@featuremap/grader';
import { plotMistake } from './lossPlotMistakes.js';
import { largestLoss, type Point } from './lossPoints.js';
import { type Plot, plotOf, someLosses } from './plot.js';
import { type Element, pointsOf, styleOf } from './svg.js';

/** Looks at one thing in a plot. */
type Look = (plot: Plot) => Promise<Failure | undefined> | Failure | undefined;

const frame = { left: 60, top: 40, width: 400, height: 240 };
const [right, bottom] = [frame.left + frame.width, frame.top + frame.height];

const check = (title: Text, look: Look): Check => ({
  title,
  run: async (learner, { random }) => {
    const plot = await plotOf(learner, someLosses(random));
    return 'elements' in plot ? look(plot) : plot;
  },
});

const isDocument: Look = ({ elements: [root] }) => {
  if (root?.name !== 'svg') return failureOf(plotMistake('not-svg'));
  const { xmlns, viewBox } = root.attributes;
  if (xmlns !== 'http://www.w3.org/2000/svg') return failureOf(plotMistake('namespace-missing'));
  const seen = viewBox
    ?.trim()
    .split(/[\s,]+/)
    .join(' ');
  if (seen !== '0 0 480 320') return failureOf(plotMistake('view-box-missing'));
  return undefined;
};

/** The line of the losses: axes may be polylines as well, but have fewer points. */
function curveOf(elements: readonly Element[]): Element | undefined {
  const lines = elements.filter(({ name }) => name === 'polyline');
  return lines.sort((a, b) => pointsOf(b).length - pointsOf(a).length)[0];
}

const moved = (points: readonly Point[], by: Point, turn = (y: number) => y): Point[] =>
  points.map(([x, y]) => [by[0] + x, by[1] + turn(y)]);

/** True where all points lie less than a tenth of a unit apart: a learner may round to one decimal. */
const samePoints = (left: readonly Point[], other: readonly Point[]) =>
  left.length === other.length && left.every((point, n) => near(point, other[n]));
const near = ([x, y]: Point, [otherX, otherY]: Point) =>
  Math.abs(x - otherX) < 0.1 && Math.abs(y - otherY) < 0.1;

const hasTheLine: Look = async ({ elements, points }) => {
  const curve = curveOf(elements);
  if (!curve) return failureOf(plotMistake('line-missing'));
  const drawn = pointsOf(curve);
  const own = await points(frame.width, frame.height);
  if (!own) return failureOf(plotMistake('no-points'));
  const wanted = moved(own, [frame.left, frame.top]);
  if (drawn.flat().some(Number.isNaN)) {
    return failureOf(plotMistake('points-not-numbers'), () => [
      `<polyline points="${(curve.attributes.points ?? '').slice(0, 50)}…"`,
    ]);
  }
  const picture = (language: Language) => firstWrong(wanted, drawn, language);
  if (drawn.length !== wanted.length) {
    return failureOf(plotMistake('points-missing'), language => [
      {
        en: `It has ${drawn.length} points, and should have ${wanted.length}.`,
        zh: `实际有 ${drawn.length} 个点，应有 ${wanted.length} 个。`,
      }[language],
    ]);
  }
  if (!samePoints(drawn, wanted)) {
    const whole = (await points(480, 320)) ?? [];
    const known = [
      ['not-moved', own],
      ['moved-one-way-only', moved(own, [frame.left, 0])],
      ['moved-one-way-only', moved(own, [0, frame.top])],
      ['moved-by-the-other', moved(own, [frame.top, frame.left])],
      ['turned-again', moved(own, [frame.left, frame.top], y => frame.height - y)],
      ['frame-of-another-size', whole],
      ['frame-of-another-size', moved(whole, [frame.left, frame.top])],
    ] as const;
    const [id] = known.find(([, places]) => samePoints(drawn, places)) ?? ['points-elsewhere' as const];
    return failureOf(plotMistake(id), picture);
  }
  if (styleOf(curve, 'fill') !== 'none') return failureOf(plotMistake('filled'));
  const stroke = styleOf(curve, 'stroke') ?? 'none';
  return stroke === 'none' ? failureOf(plotMistake('line-invisible')) : undefined;
};

function firstWrong(wanted: readonly Point[], drawn: readonly Point[], language: Language): string[] {
  const n = wanted.findIndex((point, index) => !near(point, drawn[index]));
  const [place, should] = [drawn[n], wanted[n]].map(point => point.map(formatNumber).join(','));
  return [
    {
      en: `Its point ${n} lies at ${place} and should lie at ${should}.`,
      zh: `其中的点 ${n} 位于 ${place}，应位于 ${should}。`,
    }[language],
  ];
}

/** The ends of a `<line>`, the one that is further left or further up first. */
function endsOf({ attributes }: Element): Point[] {
  const number = (name: string) => Number(attributes[name] ?? 0);
  const ends: Point[] = [
    [number('x1'), number('y1')],
    [number('x2'), number('y2')],
  ];
  return ends.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

const hasAxesAndLabels: Look = ({ elements, losses }) => {
  const lines = elements.filter(({ name }) => name === 'line');
  const axis = (from: Point, to: Point) => lines.find(line => samePoints(endsOf(line), [from, to]));
  const axes = [
    axis([frame.left, frame.top], [frame.left, bottom]),
    axis([frame.left, bottom], [right, bottom]),
  ];
  if (axes.includes(undefined)) {
    return failureOf(plotMistake('axes-missing'), language =>
      lines.map(line => {
        const ends = endsOf(line).map(end => end.map(formatNumber).join(','));
        const words = { en: ['a <line> from', 'to'], zh: ['一个 <line>：从', '到'] }[language];
        return `${words[0]} ${ends[0]} ${words[1]} ${ends[1]}`;
      }),
    );
  }
  const inRoot = styleOf(elements[0], 'stroke') ?? 'none';
  if (axes.some(line => line && (styleOf(line, 'stroke') ?? inRoot) === 'none'))
    return failureOf(plotMistake('axes-invisible'));

  const texts = elements.filter(({ name }) => ['text', 'tspan'].includes(name)).map(({ text }) => text);
  const numbers = texts.flatMap(text => text.match(/\d+(\.\d+)?/g) ?? []);
  const labels = [
    { name: 'loss', there: texts.some(text => /loss|损失/i.test(text)) },
    { name: 'step', there: texts.some(text => /step|步/i.test(text)) },
    { name: largestLoss(losses).toFixed(2), there: numbers.includes(largestLoss(losses).toFixed(2)) },
    { name: String(losses.length), there: numbers.includes(String(losses.length)) },
  ];
  if (labels.every(({ there }) => there)) return undefined;
  return failureOf(plotMistake('labels-missing'), language =>
    labels.map(({ name, there }, n) => {
      const kinds = {
        en: ['a word', 'a word', 'the largest loss', 'the number of steps'],
        zh: ['文字', '文字', '最大的损失', '步数'],
      }[language];
      const found = there ? { en: 'there', zh: '有' } : { en: 'missing', zh: '缺' };
      const colon = { en: ': ', zh: '：' }[language];
      return `${there ? ' ' : '>'} ${kinds[n]}${colon}${name}   ${found[language]}`;
    }),
  );
};

/** The checks of `lossPlot`, each of one thing in the document. */
export const lossPlotChecks: readonly Check[] = [
  check({ en: 'lossPlot returns an SVG document', zh: 'lossPlot 返回 SVG 文档' }, isDocument),
  check({ en: 'lossPlot draws the line through your points', zh: 'lossPlot 画出穿过各点的折线' }, hasTheLine),
  check({ en: 'lossPlot has axes and labels', zh: 'lossPlot 有坐标轴和标注' }, hasAxesAndLabels),
];

/** A straight line through two points, as a function: `from` lies at `to`. */
function scale(from: [number, number], to: [number, number]): (value: number) => number {
  const length = from[1] - from[0];
  return value => (length === 0 ? to[0] : to[0] + ((value - from[0]) * (to[1] - to[0])) / length);
}

const largestOf = (losses: number[]) =>
  losses.reduce((largest, loss) => (Number.isFinite(loss) && loss > largest ? loss : largest), 0);

/** The y axis points down, so its scale runs backwards. */
export function lossPoints(losses: number[], width: number, height: number): [number, number][] {
  const xOf = scale([0, losses.length - 1], [0, width]);
  const yOf = scale([0, largestOf(losses)], [height, 0]);
  return losses.flatMap((loss, step): [number, number][] =>
    Number.isFinite(loss) ? [[xOf(step), yOf(loss)]] : [],
  );
}

const tag = (name: string, attributes: Record<string, string | number>, inside = '') => {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
  return `<${name}${pairs.join('')}>${inside}</${name}>`;
};

/** Builds the document from the inside out. */
export function lossPlot(losses: number[]): string {
  const [left, top, width, height] = [60, 40, 400, 240];
  const [right, bottom] = [left + width, top + height];
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    tag('line', { x1, y1, x2, y2, stroke: 'black' });
  const points = lossPoints(losses, width, height)
    .map(([x, y]) => `${(left + x).toFixed(1)},${(top + y).toFixed(1)}`)
    .join(' ');
  const inside = [
    tag('polyline', { points, style: 'fill: none; stroke: #c8501e' }),
    line(left, bottom, left, top),
    line(left, bottom, right, bottom),
    tag('text', { x: left, y: 20 }, 'loss in each step'),
    tag('text', { x: 10, y: top }, largestOf(losses).toFixed(2)),
    tag('text', { x: right, y: 310, 'text-anchor': 'end' }, String(losses.length)),
  ];
  return tag('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: '0 0 480 320' }, inside.join('\n'));
}

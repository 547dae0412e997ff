import { percent } from '../format.js';

const cell = 44;
const left = 132;
const top = 96;
const margin = 24;

const ink = '#24292f';
const faint = '#57606a';
/** Right answers are blue, mistakes orange; the darker the larger their share of the row. */
const right = { red: 11, green: 92, blue: 173 };
const wrong = { red: 200, green: 80, blue: 30 };
/** Mistakes are few: a tenth of a row is as dark as it gets. */
const darkestMistake = 0.1;

/** What the picture shows. */
export interface ConfusionPlot {
  readonly title: string;
  readonly classes: readonly string[];
  /** Images of each true class (row) taken for each class (column). */
  readonly confusion: readonly (readonly number[])[];
  readonly accuracy: number;
}

/** Draws a confusion matrix as an SVG document, on white. */
export function confusionSvg({ title, classes, confusion, accuracy }: ConfusionPlot): string {
  const size = classes.length * cell;
  const width = left + size + margin;
  const height = top + size + margin;
  const rows = confusion.flatMap((counts, label) =>
    counts.map((times, taken) => square(label, taken, times, counts)),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, 'Segoe UI', Arial, sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(margin, 34, escapeXml(title), `font-size="17" font-weight="600" fill="${ink}"`),
    text(margin, 56, `${percent(accuracy)} right; rows: true class, columns: taken for`, `fill="${faint}"`),
    ...classes.map((name, at) => columnTitle(name, at)),
    ...classes.map((name, at) =>
      text(left - 10, middleOf(top, at), escapeXml(name), `fill="${ink}" text-anchor="end"`),
    ),
    ...rows,
    '</svg>\n',
  ].join('\n');
}

function square(label: number, taken: number, times: number, counts: readonly number[]): string {
  const total = counts.reduce((sum, value) => sum + value, 0);
  const share = total ? times / total : 0;
  const isRight = label === taken;
  const strength = isRight ? share ** 2 : Math.min(1, share / darkestMistake);
  const { red, green, blue } = isRight ? right : wrong;
  const x = left + taken * cell;
  const y = top + label * cell;
  const fill = `rgb(${mix(red, strength)},${mix(green, strength)},${mix(blue, strength)})`;
  const box = `<rect x="${x}" y="${y}" width="${cell - 1}" height="${cell - 1}" fill="${fill}"/>`;
  if (times === 0) return box;
  const color = strength > 0.55 ? '#ffffff' : ink;
  return (
    box + text(x + cell / 2, middleOf(top, label), String(times), `fill="${color}" text-anchor="middle"`)
  );
}

/** Numbers stand upright; longer names lean, so that they do not touch. */
function columnTitle(name: string, at: number): string {
  const x = left + at * cell + cell / 2;
  if (name.length <= 2) return text(x, top - 10, escapeXml(name), `fill="${ink}" text-anchor="middle"`);
  const lean = `transform="rotate(-35 ${x} ${top - 8})"`;
  return text(x, top - 8, escapeXml(name), `fill="${ink}" font-size="11" ${lean}`);
}

function middleOf(start: number, at: number): number {
  const halfCapital = 5;
  return start + at * cell + cell / 2 + halfCapital;
}

function mix(full: number, strength: number): number {
  return Math.round(255 + (full - 255) * strength);
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${content}</text>`;
}

function escapeXml(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

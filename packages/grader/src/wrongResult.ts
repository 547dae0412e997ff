import { showShape } from './generalMistakes.js';
import { type Block, beside, drawMatrix, formatNumber } from './picture.js';
import type { Language, Text } from './text.js';
import { isRecord, listOf, type Path, type Value, valueAt } from './value.js';

const words = {
  expected: { en: 'expected', zh: '期望' },
  actual: { en: 'yours', zh: '你的结果' },
} satisfies Record<string, Text>;

/** A call, what it should give and what it gave. */
interface WrongResult {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly args: readonly Value[];
  readonly expected: Value;
  readonly actual: unknown;
  readonly path: Path;
  readonly language: Language;
}

/** One line that names the first wrong number, then the expected result beside the learner's with it marked. */
export function resultLines(wrong: WrongResult): Block {
  const { expected, actual, path, language } = wrong;
  const planes = [
    planeAround(words.expected[language], expected, path),
    planeAround(words.actual[language], actual, path),
  ].filter(plane => plane !== undefined);
  const columns = Math.min(...planes.map(columnsThatFit));
  const blocks = planes.map(plane => drawPart(plane, columns));
  return [headline(wrong), ...(blocks.length > 0 ? ['', ...beside(...blocks)] : [])];
}

function headline({ name, parameters, args, expected, actual, path, language }: WrongResult): string {
  const call = `${name}(${parameters.map((parameter, index) => argument(parameter, args[index])).join(', ')})`;
  const place = placeName(path);
  const right = shown(valueAt(expected, path), language);
  // Where neither is there, the learner's array goes on with an element that was never set.
  const came = shown(valueAt(actual, path), language) ?? (right ? undefined : 'undefined');
  if (language === 'en')
    return `${call}${place} should ${right ? `be ${right}` : 'not be there'}, and is ${came ?? 'not there'}.`;
  return `${call}${place} ${right ? `应为 ${right}` : '不应存在'}，实际${came ? `为 ${came}` : '不存在'}。`;
}

/** A record goes by its parameter's name: its keys would fill the line and tell nothing of the values. */
function argument(parameter: string, value: Value | undefined): string {
  if (isRecord(value)) return parameter;
  return value === undefined || listOf(value)
    ? `${parameter} ${showShape(value)}`
    : `${parameter} = ${formatNumber(value)}`;
}

/** Undefined where nothing is there. A row is counted in words: its shape alone would look like a number. */
function shown(value: unknown, language: Language): string | undefined {
  if (value === undefined) return undefined;
  if (!listOf(value) && !isRecord(value)) return formatNumber(value);
  const shape = showShape(value);
  return /^\d+$/.test(shape)
    ? { en: shape === '1' ? '1 number' : `${shape} numbers`, zh: `${shape} 个数` }[language]
    : shape;
}

/** A matrix and the place in it that is wrong: a column of -1 is the whole row. */
interface Plane {
  readonly title: string;
  readonly lines: readonly (readonly unknown[])[];
  readonly row: number;
  readonly column: number;
}

/** The innermost two dimensions around a path; undefined where the value there is no array. */
function planeAround(title: string, value: unknown, path: Path): Plane | undefined {
  let plane = value;
  let depth = 0;
  while (depth < path.length && (isRecord(plane) || isDeep(plane))) {
    plane = valueAt(plane, path.slice(depth, depth + 1));
    depth += 1;
  }
  const list = listOf(plane);
  if (!list) return undefined;
  const name = `${title}${placeName(path.slice(0, depth))}`;
  const [row = 0, column = -1] = path.slice(depth).map(Number);
  if (!list.some(listOf)) return { title: name, lines: [list], row: 0, column: row };
  return { title: name, lines: list.map(line => listOf(line) ?? [line]), row, column };
}

/** What is drawn of a plane at most; two of them beside each other are to fit into 80 columns of a terminal. */
const mostRows = 9;
const mostColumns = 9;
const terminalColumns = 36;

function columnsThatFit({ lines }: Plane): number {
  const cell = 2 + Math.max(0, ...lines.flat().map(value => formatNumber(value).length));
  return Math.max(1, Math.min(mostColumns, Math.floor(terminalColumns / cell)));
}

/** The part of a plane around its place, which is marked. */
function drawPart({ title, lines, row, column }: Plane, columns: number): Block {
  const width = Math.max(0, ...lines.map(line => line.length));
  const top = startOfPart(row, lines.length, mostRows);
  const left = startOfPart(Math.max(0, column), width, columns);
  const part = lines.slice(top, top + mostRows).map(line => line.slice(left, left + columns));
  const marked = (r: number, c: number) => r + top === row && (column < 0 || c + left === column);
  const rows = lines.length > 1 ? `[${top}…${top + part.length - 1}]` : '';
  const cut = part.length < lines.length || columns < width;
  const range = cut ? ` ${rows}[${left}…${Math.min(width, left + columns) - 1}]` : '';
  return drawMatrix(`${title}${range}`, part, marked);
}

function startOfPart(place: number, size: number, shown: number): number {
  return Math.max(0, Math.min(place - Math.floor(shown / 2), size - shown));
}

/** True for arrays of matrices. */
function isDeep(value: unknown): boolean {
  const first = listOf(listOf(value)?.[0])?.[0];
  return listOf(first) !== undefined;
}

/** A way into a value as a program writes it: `.gradient[1][0]`. */
function placeName(path: Path): string {
  return path.map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}

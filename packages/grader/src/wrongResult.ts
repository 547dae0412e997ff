import { showShape } from './generalMistakes.js';
import { type Block, beside, drawMatrix, formatNumber } from './picture.js';
import type { Language, Text } from './text.js';
import { type Value, valueAt } from './value.js';

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
  readonly path: readonly number[];
  readonly language: Language;
}

/** One line that names the first wrong number, then the expected result beside the learner's with it marked. */
export function resultLines(wrong: WrongResult): Block {
  const { expected, actual, path, language } = wrong;
  const blocks = [
    drawPlane(words.expected[language], expected, path),
    drawPlane(words.actual[language], actual, path),
  ].filter(block => block.length > 0);
  return [headline(wrong), ...(blocks.length > 0 ? ['', ...beside(...blocks)] : [])];
}

function headline({ name, parameters, args, expected, actual, path, language }: WrongResult): string {
  const call = `${name}(${parameters.map((parameter, index) => argument(parameter, args[index])).join(', ')})`;
  const place = path.map(index => `[${index}]`).join('');
  const right = shown(valueAt(expected, path), language);
  const came = shown(valueAt(actual, path), language);
  return language === 'en'
    ? `${call}${place} should be ${right}, and is ${came}.`
    : `${call}${place} 应为 ${right}，实际为 ${came}。`;
}

function argument(parameter: string, value: Value | undefined): string {
  return typeof value === 'number'
    ? `${parameter} = ${formatNumber(value)}`
    : `${parameter} ${showShape(value)}`;
}

function shown(value: unknown, language: Language): string {
  if (value === undefined) return { en: 'not there', zh: '不存在' }[language];
  return Array.isArray(value) ? showShape(value) : formatNumber(value);
}

/** The innermost two dimensions around a path, with the number at its end marked. */
function drawPlane(title: string, value: unknown, path: readonly number[]): Block {
  let plane = value;
  const outer: number[] = [];
  for (const index of path) {
    if (!isDeep(plane)) break;
    outer.push(index);
    plane = valueAt(plane, [index]);
  }
  if (!Array.isArray(plane)) return [];
  const [row, column] = path.slice(outer.length);
  const name = `${title}${outer.map(index => `[${index}]`).join('')}`;
  return Array.isArray(plane[0])
    ? drawMatrix(name, plane, (r, c) => r === row && (column === undefined || c === column))
    : drawMatrix(name, [plane], (_, c) => c === row);
}

/** True for arrays of matrices. */
function isDeep(value: unknown): boolean {
  return Array.isArray(value) && Array.isArray(value[0]) && Array.isArray(value[0][0]);
}

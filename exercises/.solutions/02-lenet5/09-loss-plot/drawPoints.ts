import { formatNumber, type Language, type WrongCall } from '@featuremap/grader';
import { largestLoss, lossPoints, type Point, type PointsArgs } from './lossPoints.js';

const columns = 48;
const rows = 8;

/** The curve as it should be, the point that is wrong as a circle, and how it comes about. */
export function drawPoints({ args, path: [index = 0], language }: WrongCall<PointsArgs>): string[] {
  const [losses, width, height] = args;
  const points = lossPoints(...args);
  const step = losses.flatMap((loss, n) => (Number.isFinite(loss) ? [n] : []))[index];
  const title = {
    en: `steps: ${losses.length}, points[${index}] as O`,
    zh: `步数：${losses.length}，points[${index}] 画成 O`,
  }[language];
  return [
    title,
    '',
    ...picture(points, index, width, height),
    '',
    ...sums(args, step, points[index], language),
  ];
}

function picture(points: readonly Point[], index: number, width: number, height: number): string[] {
  const grid = Array.from({ length: rows + 1 }, (_, row) =>
    new Array<string>(columns + 1).fill(row === rows ? '-' : ' '),
  );
  const put = ([x, y]: Point, sign: string) => {
    grid[Math.round((y / height) * rows)][Math.round((x / width) * columns)] = sign;
  };
  for (const point of points) put(point, '*');
  put(points[index], 'O');
  const bottom = String(height);
  const label = (row: number) => (row === 0 ? '0' : row === rows ? bottom : '').padStart(bottom.length);
  return [
    ...grid.map((cells, row) => `${label(row)} ${row === rows ? '+' : '|'}${cells.join('')}`.trimEnd()),
    `${' '.repeat(bottom.length + 2)}0${String(width).padStart(columns)}`,
  ];
}

function sums(
  [losses, width, height]: PointsArgs,
  step: number,
  [x, y]: Point,
  language: Language,
): string[] {
  const lastStep = losses.length - 1;
  const [loss, largest, left, down] = [losses[step], largestLoss(losses), x, y].map(formatNumber);
  const alone = { en: 'the only step', zh: '只有一步' }[language];
  const zeros = { en: 'no loss above 0', zh: '没有大于 0 的损失' }[language];
  const share = largestLoss(losses) > 0 ? `${loss} / ${largest}` : '0';
  return [
    `x = ${lastStep > 0 ? `${step} / ${lastStep}` : '0'} * ${width} = ${left}${lastStep > 0 ? '' : `   ${alone}`}`,
    `y = ${height} - ${share} * ${height} = ${down}${largestLoss(losses) > 0 ? '' : `   ${zeros}`}`,
  ];
}

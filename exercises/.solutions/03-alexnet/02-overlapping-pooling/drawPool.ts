import { type Block, beside, drawMatrix, formatNumber, type Language } from '@featuremap/grader';
import { cells, largest, type Plane, type Planes, type Windows } from './pool.js';

/** A place: which channel, and the row and column in it. */
type Place = readonly [channel: number, row: number, column: number];

/** The channel of the input with one window in brackets, and the window by itself. */
export function drawMaxPool(
  input: Planes,
  { size, stride }: Windows,
  [channel, row, column]: Place,
  language: Language,
): Block {
  const [top, left] = [row * stride, column * stride];
  const inside = (y: number, x: number) => y >= top && y < top + size && x >= left && x < left + size;
  const plane = input[channel];
  const best = largest(cells(plane, top, left, size));
  return [
    ...drawMatrix(
      {
        en: `input[${channel}], the window of output[${channel}][${row}][${column}] in brackets`,
        zh: `input[${channel}]，方括号内是 output[${channel}][${row}][${column}] 的窗口`,
      }[language],
      plane,
      inside,
    ),
    '',
    {
      en: `its largest number is ${formatNumber(best.value)}, at [${best.y}][${best.x}]`,
      zh: `其中最大的数是 ${formatNumber(best.value)}，位于 [${best.y}][${best.x}]`,
    }[language],
  ];
}

/** A place of the input, the windows that hold it with the places they chose, and what they hand back to it. */
export function drawMaxPoolGradient(
  input: Planes,
  outputGradient: Planes,
  windows: Windows,
  [channel, y, x]: Place,
  language: Language,
): Block {
  const plane = input[channel];
  const held = windowsThatHold(plane, outputGradient[channel], windows, y, x);
  const sum = held.reduce((total, { share }) => total + share, 0);
  return [
    ...beside(
      drawMatrix(`input[${channel}]`, plane, (row, column) => row === y && column === x),
      drawMatrix(`outputGradient[${channel}]`, outputGradient[channel], (row, column) =>
        held.some(window => window.row === row && window.column === column),
      ),
    ),
    '',
    {
      en: `Windows that hold input[${channel}][${y}][${x}]:`,
      zh: `含有 input[${channel}][${y}][${x}] 的窗口：`,
    }[language],
    ...held.map(({ row, column, chosen, share }) => {
      const window = `[${row}][${column}]`;
      const place = `[${chosen.y}][${chosen.x}]`;
      const [value, back] = [formatNumber(chosen.value), formatNumber(share)];
      return {
        en: `  ${window}: largest is ${value} at ${place}, hands back ${back} to it`,
        zh: `  ${window}：最大的数是 ${value}，位于 ${place}，传回 ${back}`,
      }[language];
    }),
    ...(held.length === 0 ? [{ en: '  none', zh: '  没有' }[language]] : []),
    {
      en: `Together they hand back ${formatNumber(sum)}.`,
      zh: `一共传回 ${formatNumber(sum)}。`,
    }[language],
  ];
}

function windowsThatHold(
  plane: Plane,
  outputGradient: Plane,
  { size, stride }: Windows,
  y: number,
  x: number,
) {
  return outputGradient.flatMap((values, row) =>
    values.flatMap((gradient, column) => {
      const window = cells(plane, row * stride, column * stride, size);
      if (!window.some(cell => cell.y === y && cell.x === x)) return [];
      const chosen = largest(window);
      return [{ row, column, chosen, share: chosen.y === y && chosen.x === x ? gradient : 0 }];
    }),
  );
}

import { describe, expect, it } from 'vitest';
import { sumLine } from './drawWindow.js';
import { beside, displayWidth, drawMatrix } from './picture.js';

describe('pictures', () => {
  it('align the columns of a matrix and mark numbers in brackets', () => {
    expect(
      drawMatrix(
        'input',
        [
          [1, -20],
          [0.25, 4],
        ],
        (row, column) => row === 1 && column === 0,
      ),
    ).toEqual(['input', '    1   -20', '[0.25]    4']);
  });

  it('show that an object stands where a number should', () => {
    expect(drawMatrix('yours', [{ x: 1 }, 2])).toEqual(['yours', ' {…}', '   2']);
  });

  it('count Chinese characters as the two columns that they take', () => {
    expect(displayWidth('核 3×3')).toBe(6);
    expect(beside(['核', '1'], ['x', '2'])).toEqual(['核   x', '1    2']);
  });

  it('write a long sum on lines that a terminal has room for', () => {
    expect(sumLine([[3, 0, -2]])).toBe('3 + 0 - 2 = 1');
    const lines = sumLine([Array(40).fill(-100)]).split('\n');
    expect(lines.length).toBe(4);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(78);
    expect(lines.join(' ')).toBe(`-100${' - 100'.repeat(39)} = -4000`);
  });
});

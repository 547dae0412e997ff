import { describe, expect, it } from 'vitest';
import type { LearnerModule } from './check.js';
import { functionCheck } from './functionCheck.js';
import { runChecks } from './runChecks.js';

const check = functionCheck<readonly [row: readonly number[], scale: number]>({
  title: { en: 'scales a row', zh: '缩放一行' },
  name: 'scaled',
  parameters: ['row', 'scale'],
  cases: random => [
    [[1, 2, 3], 2],
    [random.matrix([4], 1, 9), 3],
  ],
  expected: (row, scale) => row.map(value => value * scale),
  mistakes: [
    {
      id: 'added',
      says: { en: 'You add.', zh: '你用了加法。' },
      instead: (row, scale) => row.map(value => value + scale),
    },
    {
      id: 'doubled',
      says: { en: 'You double.', zh: '你只是加倍。' },
      instead: row => row.map(value => value * 2),
    },
  ],
  draw: ({ args: [row, scale], path: [index = 0] }) => [`${row[index]} × ${scale}`],
});

async function failure(learner: LearnerModule, language: 'en' | 'zh' = 'en') {
  const [result] = await runChecks([check], learner, { seed: 0, language });
  return result;
}

describe('functionCheck', () => {
  it('passes what is right', async () => {
    expect(await failure({ scaled: (row: number[], scale: number) => row.map(v => v * scale) })).toEqual({
      title: { en: 'scales a row', zh: '缩放一行' },
      passed: true,
    });
  });

  it('names the mistake that explains every result, and draws the first wrong one', async () => {
    const result = await failure({ scaled: (row: number[], scale: number) => row.map(v => v + scale) });
    expect(result?.mistake).toBe('added');
    expect(result?.message).toBe(
      [
        'You add.',
        '',
        'scaled(row 3, scale = 2)[0] should be 2, and is 3.',
        '',
        'expected   yours',
        '[2] 4  6   [3] 4  5',
        '',
        '1 × 2',
      ].join('\n'),
    );
  });

  it('speaks Chinese where that is asked for', async () => {
    const result = await failure({ scaled: (row: number[]) => row.map(v => v * 2) }, 'zh');
    expect(result?.message).toContain('你只是加倍。');
    expect(result?.message).toMatch(/scaled\(row 4, scale = 3\)\[0\] 应为 \d+，实际为 \d+。/);
  });

  it('says of a number that is missing, or one too many, that it is or should not be there', async () => {
    const short = { scaled: (row: number[], scale: number) => row.slice(1).map((_, i) => row[i]! * scale) };
    const long = { scaled: (row: number[], scale: number) => [...row, 7].map(value => value * scale) };
    expect((await failure(short))?.message).toContain('[2] should be 6, and is not there.');
    expect((await failure(short, 'zh'))?.message).toContain('[2] 应为 6，实际不存在。');
    expect((await failure(long))?.message).toContain('[3] should not be there, and is 14.');
    expect((await failure(long, 'zh'))?.message).toContain('[3] 不应存在，实际为 14。');
  });

  it('counts the numbers of a row that is missing, whose shape would look like a number', async () => {
    const flat = { scaled: () => 7 };
    expect((await failure(flat))?.message).toContain('should be 3 numbers, and is 7.');
    expect((await failure(flat, 'zh'))?.message).toContain('应为 3 个数，实际为 7。');
  });

  it('draws a row that was never set', async () => {
    const copied = functionCheck<readonly [matrix: readonly (readonly number[])[]]>({
      title: { en: 'copies', zh: '复制' },
      name: 'copied',
      parameters: ['matrix'],
      cases: () => [[[[1], [2]]]],
      expected: matrix => matrix,
      mistakes: [],
      draw: () => [],
    });
    const rows: number[][] = [];
    rows[1] = [2];
    const [result] = await runChecks([copied], { copied: () => rows }, { seed: 0, language: 'en' });
    expect(result?.message).toContain('expected   yours\n[1]        [undefined]\n 2                  2');
  });

  it('tells text and infinite numbers from what is not a number', async () => {
    const text = { scaled: (row: number[]) => row.map(value => `${value}` as unknown as number) };
    const infinite = { scaled: (row: number[]) => row.map(value => value / 0) };
    expect((await failure(text))?.message).toContain('returned text where a number belongs');
    expect((await failure(infinite))?.message).toContain('returned a number that is infinite');
  });

  it('names no mistake that explains only some of the results', async () => {
    const result = await failure({
      scaled: (row: number[], scale: number) => row.map(v => (scale === 2 ? v + scale : 0)),
    });
    expect(result?.mistake).toBe('wrong-value');
  });

  it.each<[string, LearnerModule]>([
    ['not-exported', {}],
    ['returned-nothing', { scaled: () => undefined }],
    ['wrong-shape', { scaled: () => [1] }],
    ['not-a-number', { scaled: (row: number[]) => row.map(() => Number.NaN) }],
    [
      'threw',
      {
        scaled: () => {
          throw new TypeError('x is undefined');
        },
      },
    ],
    [
      'not-written',
      {
        scaled: () => {
          throw new Error('not written yet');
        },
      },
    ],
    [
      'input-changed',
      {
        scaled: (row: number[], scale: number) => {
          const result = row.map(v => v * scale);
          row.pop();
          return result;
        },
      },
    ],
  ])('calls it %s where no mistake is known', async (mistake, learner) => {
    expect((await failure(learner))?.mistake).toBe(mistake);
  });
});

describe('a function of records, typed arrays and objects of its own', () => {
  class Boxed {
    constructor(readonly inside: number[]) {}
  }
  const boxed = functionCheck<readonly [row: Float32Array]>({
    title: { en: 'halves', zh: '减半' },
    name: 'halved',
    parameters: ['row'],
    cases: () => [[Float32Array.of(2, 4)]],
    expected: row => ({ kind: 'half', halves: [...row].map(value => value / 2) }),
    pass: row => [new Boxed([...row])],
    read: returned => ({ ...(returned as object), halves: (returned as { halves: Boxed }).halves.inside }),
    mistakes: [],
    draw: ({ key, path }) => [`${key} ${path.join()}`],
  });
  const result = async (halves: number[], kind = 'half') => {
    const learner = { halved: (row: Boxed) => ({ kind, halves: new Boxed(halves), given: row.inside }) };
    return (await runChecks([boxed], learner, { seed: 0, language: 'en' }))[0];
  };

  it('passes where what it returns reads as expected', async () => {
    expect(await result([1, 2])).toMatchObject({ passed: true });
  });

  it('marks the first number that differs in a row that is too long or too short', async () => {
    expect((await result([2]))?.message).toContain('halved(row 2).halves[0] should be 1, and is 2.');
    expect((await result([1]))?.message).toContain('halves[1] should be 2, and is not there.');
    expect((await result([0, 1, 2]))?.message).toContain('halves[0] should be 1, and is 0.');
  });

  it('says under which key a number is wrong', async () => {
    expect((await result([1, 3]))?.message).toContain(
      [
        'halved(row 2).halves[1] should be 2, and is 3.',
        '',
        'expected.halves   yours.halves',
        ' 1 [2]             1 [3]',
        '',
        'halves 1',
      ].join('\n'),
    );
  });

  it('says which word is wrong', async () => {
    expect((await result([1, 2], 'whole'))?.message).toContain(
      'halved(row 2).kind should be "half", and is "whole".',
    );
  });
});

describe('a call with a record', () => {
  it('is named without what the record holds', async () => {
    const area = functionCheck<readonly [size: { height: number; width: number }, scale: number]>({
      title: { en: 'multiplies', zh: '相乘' },
      name: 'area',
      parameters: ['size', 'scale'],
      cases: () => [[{ height: 2, width: 3 }, 4]],
      expected: ({ height, width }, scale) => scale * height * width,
      mistakes: [],
      draw: () => [],
    });
    const [result] = await runChecks([area], { area: () => 7 }, { seed: 0, language: 'en' });
    expect(result?.message).toContain('area(size, scale = 4) should be 24, and is 7.');
  });
});

describe('a large result', () => {
  it('is cut to the part around the wrong number', async () => {
    const large = functionCheck<readonly [size: number]>({
      title: { en: 'counts', zh: '计数' },
      name: 'counted',
      parameters: ['size'],
      cases: () => [[20]],
      expected: size =>
        Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => row * column)),
      mistakes: [],
      draw: () => [],
    });
    const counted = (size: number) =>
      Array.from({ length: size }, (_, row) =>
        Array.from({ length: size }, (_, column) => (row === 12 && column === 19 ? -1 : row * column)),
      );
    const [result] = await runChecks([large], { counted }, { seed: 0, language: 'en' });
    expect(result?.message).toContain('expected [8…16][13…19]');
    expect(result?.message).toContain('[ -1]');
    for (const line of result?.message?.split('\n').slice(1) ?? [])
      expect(line.length).toBeLessThanOrEqual(80);
  });
});

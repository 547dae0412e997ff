import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from './picture.js';
import { wrapLine } from './wrapLine.js';

describe('wrapLine', () => {
  it('breaks at spaces, and keeps the indent', () => {
    expect(wrapLine('  one two three four', 11)).toEqual(['  one two', '  three', '  four']);
  });

  it('breaks between Chinese characters, and begins no line with a full stop', () => {
    expect(wrapLine('核没有翻转。行和列都要反过来。', 10)).toEqual([
      '核没有翻',
      '转。行和列',
      '都要反过',
      '来。',
    ]);
  });

  it('keeps words of a language with spaces whole in a Chinese sentence', () => {
    expect(wrapLine('要除以 poolSize * poolSize。', 16)).toEqual(['要除以 poolSize', '* poolSize。']);
  });

  it('leaves what fits, and a word that is longer than a line', () => {
    expect(wrapLine('a b', 3)).toEqual(['a b']);
    expect(wrapLine('a longestword b', 6)).toEqual(['a', 'longestword', 'b']);
  });

  it('loses nothing but spaces', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '核', '。', '，', '1', '('),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 30 }), (line, columns) => {
        const bare = (all: string) => all.replaceAll(/\s/g, '');
        const lines = wrapLine(line, columns);
        expect(bare(lines.join(''))).toBe(bare(line));
        for (const each of lines) {
          const isOnePiece = /^\s*(\p{Script=Han}[，。]*|[^\s\p{Script=Han}]+)$/u.test(each);
          expect(displayWidth(each) <= columns || isOnePiece).toBe(true);
        }
      }),
    );
  });
});

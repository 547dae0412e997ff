import { displayWidth } from './picture.js';

/** Spaces; a Chinese character with the punctuation that may not begin a line; anything else between them. */
const pieces = /\s+|\p{Script=Han}[，。：；！？、）》”’…]*|[^\s\p{Script=Han}]+/gu;

/**
 * Breaks a line where it is wider than so many columns of a terminal: at spaces, and between Chinese characters. What
 * is longer than a whole line stays in one piece.
 */
export function wrapLine(line: string, columns: number): string[] {
  if (displayWidth(line) <= columns) return [line];
  const indent = line.match(/^ */)?.[0] ?? '';
  const lines: string[] = [];
  let current = indent;
  for (const piece of line.trimStart().match(pieces) ?? []) {
    if (displayWidth(current + piece.trimEnd()) <= columns || current === indent) {
      current += piece;
      continue;
    }
    lines.push(current.trimEnd());
    current = indent + piece.trimStart();
  }
  return [...lines, current.trimEnd()];
}

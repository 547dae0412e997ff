import type { Device } from '@featuremap/device';
import type { Terminal } from './terminal.js';

const indent = '  ';
const labelWidth = 8;

/** Prints "  engine  simd · …", broken between words where the terminal is narrow. */
export function printField(terminal: Terminal, label: string, text: string, { faint = false } = {}): void {
  const { dim } = terminal.colors;
  const width = terminal.columns - indent.length - labelWidth;
  const lines = wrap(text, width).map((line, at) => {
    const head = at === 0 ? label.padEnd(labelWidth) : ' '.repeat(labelWidth);
    return indent + dim(head) + (faint ? dim(line) : line);
  });
  terminal.print(...lines);
}

/** Prints which engine computes, and why not the ones before it. */
export function printDevice(terminal: Terminal, { name, detail, rejected }: Device): void {
  printField(terminal, 'engine', `${name} · ${detail}`);
  const missing = rejected.filter(({ install }) => install).map(other => other.name);
  const others = rejected
    .filter(({ install }) => !install)
    .map(other => `not ${other.name}: ${other.reason}`);
  const notInstalled =
    missing.length > 0 ? [`${missing.join(' and ')} not installed, see featuremap devices`] : [];
  const reasons = [...others, ...notInstalled].join('; ');
  if (reasons) printField(terminal, '', reasons, { faint: true });
}

/** Prints lines under the report's margin. */
export function printIndented(terminal: Terminal, lines: readonly string[]): void {
  terminal.print(...lines.map(line => (line ? indent + line : '')));
}

/** Breaks text between words, and words that are longer than a line where they reach its end. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap(whole => chunks(whole, width))) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line];
}

function chunks(word: string, width: number): string[] {
  const size = Math.max(width, 1);
  return word.length <= size ? [word] : [word.slice(0, size), ...chunks(word.slice(size), size)];
}

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
export function printDevice(terminal: Terminal, device: Device): void {
  printField(terminal, 'engine', `${device.name} · ${device.detail}`);
  if (device.rejected.length === 0) return;
  const reasons = device.rejected.map(({ name, reason }) => `not ${name}: ${reason}`);
  printField(terminal, '', reasons.join('; '), { faint: true });
}

/** Prints lines under the report's margin. */
export function printIndented(terminal: Terminal, lines: readonly string[]): void {
  terminal.print(...lines.map(line => (line ? indent + line : '')));
}

/** Breaks text between words; a word that is longer than a line stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line];
}

import type { Evaluation } from '@featuremap/trainer';
import { count, duration, lossText, percent, plural, shortPath } from '../format.js';
import { printField, printIndented } from '../report.js';
import type { RunSession } from '../run/session.js';
import { firstThatFits } from '../table.js';
import type { Terminal } from '../terminal.js';

/** What each file is, in the order in which one would open them. */
const files: readonly (readonly [name: string, what: string])[] = [
  ['loss.svg', 'the loss curve'],
  ['confusion.svg', 'the confusion matrix'],
  ['model.json', 'the model, with weights.bin'],
  ['metrics.jsonl', 'the loss of every step'],
  ['run.json', 'what was run, with what, and the result'],
];

/** Prints how a run ended and where it is. Without a test it was interrupted. */
export function printOutcome(terminal: Terminal, session: RunSession, test?: Evaluation): void {
  const { colors } = terminal;
  const { result, seconds } = session.record;
  if (test) {
    terminal.print('');
    printAccuracy(terminal, test);
  } else {
    const done = `${plural(result?.epochs ?? 0, 'epoch')} and ${plural(result?.steps ?? 0, 'step')} done`;
    terminal.print('', `  ${colors.yellow('interrupted')}  ${done}, not tested`);
  }
  printField(
    terminal,
    'time',
    `${duration(result?.trainSeconds ?? 0)} of training, ${duration(seconds)} in all`,
  );
  printFiles(terminal, session.folder, test !== undefined);
  terminal.conclude(`${test ? percent(test.accuracy) : 'interrupted'}  ${session.folder}`);
}

/** Prints "test accuracy 98.01%  9,801 of 10,000 right, loss 0.0642". */
export function printAccuracy(terminal: Terminal, { accuracy, loss, confusion }: Evaluation): void {
  const { colors } = terminal;
  const images = confusion.flat().reduce((sum, times) => sum + times, 0);
  const detail = `${count(accuracy * images)} of ${count(images)} right, loss ${lossText(loss)}`;
  const text = `  test accuracy ${percent(accuracy)}`;
  const bold = `  test accuracy ${colors.bold(colors.green(percent(accuracy)))}`;
  if (text.length + 2 + detail.length <= terminal.columns) terminal.print(`${bold}  ${colors.dim(detail)}`);
  else terminal.print(bold, `  ${colors.dim(detail)}`);
}

function printFiles(terminal: Terminal, folder: string, isTested: boolean): void {
  const { colors, columns } = terminal;
  const shown = files.filter(([name]) => isTested || !name.startsWith('confusion'));
  const wide = shown.map(([name, what]) => `  ${name.padEnd(15)}${what}`);
  const narrow = shown.map(([name]) => `  ${name}`);
  terminal.print('', `  ${colors.bold(shortPath(folder))}`);
  printIndented(terminal, firstThatFits([wide, narrow], columns - 2).map(colors.dim));
  const again = `featuremap evaluate ${shortPath(folder)}`;
  const label = 'test it again: ';
  const fits = label.length + again.length + 2 <= columns;
  terminal.print('', `  ${fits ? colors.dim(label) : ''}${again}`, '');
}

import type { CheckResult } from '../runChecks.js';
import type { ExerciseResult } from '../runExercise.js';
import type { Language } from '../text.js';
import { words } from './words.js';

/** A loop prints a line in every turn; the first ones tell most. */
const shownLines = 20;

/** An exercise's result for the terminal: every check with its mark, and the explanation of the first that failed. */
export function resultLines({ checks, output }: ExerciseResult, language: Language): string[] {
  const marks = checks.map(result => `  ${mark(result)} ${result.title[language]}`);
  const first = checks.find(({ passed, notRun }) => !passed && notRun !== 'waits');
  const lines = output.trimEnd().split('\n');
  const shown = lines.length > shownLines ? [...lines.slice(0, shownLines), '…'] : lines;
  const printed = output.trim() ? [words[language].printed, ...shown, ''] : [];
  return [...printed, ...marks, ...(first?.message ? ['', first.message, ''] : [])];
}

function mark({ passed, notRun }: CheckResult): string {
  if (passed) return '✓';
  return notRun ? '·' : '✗';
}

import { percent } from './format.js';
import { type Column, firstThatFits, tableLines } from './table.js';

/** How many of the commonest mistakes are listed. */
const listedMistakes = 5;

interface Row {
  readonly label: number;
  readonly counts: readonly number[];
  readonly accuracy: number;
}

/**
 * The confusion matrix with the accuracy of each class, or where it does not fit, the accuracies and the commonest
 * mistakes.
 *
 * @param confusion images of each true class (row) taken for each class (column)
 * @param classes the classes' names
 * @param perClass accuracy of each class, 0 to 1
 */
export function confusionLines(
  confusion: readonly (readonly number[])[],
  classes: readonly string[],
  perClass: readonly number[],
  width: number,
): readonly string[] {
  const rows = confusion.map((counts, label) => ({ label, counts, accuracy: perClass[label]! }));
  const named = classes.some((name, label) => name !== String(label));
  const name: Column<Row> = {
    title: named ? 'True class' : 'True',
    cell: ({ label }) => (named ? `${label} ${classes[label]}` : String(label)),
  };
  const accuracy: Column<Row> = { title: 'Right', align: 'right', cell: row => percent(row.accuracy) };
  const columns = classes.map(
    (_, taken): Column<Row> => ({
      title: String(taken),
      align: 'right',
      cell: ({ counts }) => (counts[taken] ? String(counts[taken]) : '·'),
    }),
  );
  const matrix = tableLines([name, accuracy, ...columns], rows);
  const short = [...tableLines([name, accuracy], rows), '', ...mistakes(confusion, classes)];
  return firstThatFits([matrix, short], width);
}

function mistakes(confusion: readonly (readonly number[])[], classes: readonly string[]): string[] {
  return confusion
    .flatMap((counts, label) => counts.map((times, taken) => ({ label, taken, times })))
    .filter(({ label, taken, times }) => label !== taken && times > 0)
    .sort((a, b) => b.times - a.times)
    .slice(0, listedMistakes)
    .map(({ label, taken, times }) => `${classes[label]} taken for ${classes[taken]}: ${times}`);
}

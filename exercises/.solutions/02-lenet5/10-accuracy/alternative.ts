/** `indexOf` finds the first of several that are equal. */
export function argMax(values: number[]): number {
  return values.indexOf(Math.max(...values));
}

/** The matrix first, cell by cell; the right answers are its diagonal. */
export function evaluate(logits: number[][], labels: number[]): { accuracy: number; confusion: number[][] } {
  const answers = logits.map(argMax);
  const classes = [...logits[0].keys()];
  const count = (label: number, answer: number) =>
    answers.filter((given, n) => given === answer && labels[n] === label).length;
  const confusion = classes.map(label => classes.map(answer => count(label, answer)));
  const right = classes.reduce((sum, c) => sum + confusion[c][c], 0);
  return { accuracy: right / answers.length, confusion };
}

/** Only a larger value takes the place of one that came before it. */
export function argMax(values: number[]): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[best]) best = i;
  }
  return best;
}

/** Counts each image twice: in its cell, and among the right ones where it is. */
export function evaluate(logits: number[][], labels: number[]): { accuracy: number; confusion: number[][] } {
  const classes = logits[0].length;
  const confusion: number[][] = [];
  for (let label = 0; label < classes; label++) {
    confusion.push(new Array<number>(classes).fill(0));
  }
  let right = 0;
  for (let n = 0; n < logits.length; n++) {
    const answer = argMax(logits[n]);
    confusion[labels[n]][answer] += 1;
    if (answer === labels[n]) right += 1;
  }
  return { accuracy: right / labels.length, confusion };
}

/** Rows of logits, one per image. */
export type Logits = readonly (readonly number[])[];

/** What `evaluate` takes. */
export type EvaluateArgs = readonly [logits: Logits, labels: readonly number[]];

/** What `evaluate` returns. */
export interface Evaluation {
  readonly accuracy: number;
  readonly confusion: readonly (readonly number[])[];
}

/** How images are counted: the right way by default, each usual mistake by one field. */
interface Variation {
  /** The network's answer. */
  readonly answer?: (values: readonly number[]) => number;
  /** Made of the right answers and the numbers of images and classes. */
  readonly accuracy?: (right: number, images: number, classes: number) => number;
  /** What is made of the matrix in the end. */
  readonly finish?: (confusion: readonly (readonly number[])[]) => number[][];
}

/** The place of the largest value, the first of several. */
export function argMax(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

/** Accuracy and confusion matrix. */
export function evaluate(
  logits: Logits,
  labels: readonly number[],
  {
    answer = argMax,
    accuracy = (right, images) => right / images,
    finish = confusion => confusion.map(row => [...row]),
  }: Variation = {},
): Evaluation {
  const answers = logits.map(answer);
  const classes = logits[0].length;
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const [n, label] of labels.entries()) confusion[label][answers[n]] += 1;
  const right = answers.filter((given, n) => given === labels[n]).length;
  return { accuracy: accuracy(right, logits.length, classes), confusion: finish(confusion) };
}

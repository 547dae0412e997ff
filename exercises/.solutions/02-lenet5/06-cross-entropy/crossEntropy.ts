/** Rows of logits, one per image. */
export type Logits = readonly (readonly number[])[];

/** What `crossEntropy` returns. */
export interface LossAndGradient {
  readonly loss: number;
  readonly gradient: number[][];
}

/** How loss and gradient are made of a row: the right way by default, each usual mistake by one field. */
export interface Variation {
  /** What is made of a row of logits. */
  readonly probabilities?: (row: readonly number[]) => readonly number[];
  /** What an image adds to the loss. */
  readonly loss?: (row: readonly number[], label: number) => number;
  /** The gradient of what an image adds to the loss. */
  readonly gradient?: (probabilities: readonly number[], label: number) => readonly number[];
  /** What the sum of the losses is divided by. */
  readonly lossDivisor?: (batch: number, classes: number) => number;
  /** What the gradients are divided by. */
  readonly gradientDivisor?: (batch: number, classes: number) => number;
}

const batchOnly = (batch: number) => batch;

/** Softmax cross-entropy. */
export function crossEntropy(
  logits: Logits,
  labels: readonly number[],
  {
    probabilities = softmax,
    loss = negativeLogLikelihood,
    gradient = (row, label) => row.map((p, c) => p - oneHot(c, label)),
    lossDivisor = batchOnly,
    gradientDivisor = batchOnly,
  }: Variation = {},
): LossAndGradient {
  const [batch, classes] = [logits.length, logits[0].length];
  const total = logits.reduce((sum, row, n) => sum + loss(row, labels[n]), 0);
  return {
    loss: total / lossDivisor(batch, classes),
    gradient: logits.map((row, n) =>
      gradient(probabilities(row), labels[n]).map(value => value / gradientDivisor(batch, classes)),
    ),
  };
}

/** 1 for the label, 0 for every other class. */
export function oneHot(c: number, label: number): number {
  return c === label ? 1 : 0;
}

/** What is subtracted from a row, so that its largest logit is 0. */
export function shifted(row: readonly number[]): number[] {
  const largest = Math.max(...row);
  return row.map(logit => logit - largest);
}

/** Positive numbers that add up to 1, in proportion to the exponentials. */
export function softmax(row: readonly number[]): number[] {
  return naiveSoftmax(shifted(row));
}

/** The same without subtracting anything first: infinite for large logits. */
export function naiveSoftmax(row: readonly number[]): number[] {
  const exps = row.map(Math.exp);
  const sum = exps.reduce((total, exp) => total + exp, 0);
  return exps.map(exp => exp / sum);
}

/** Minus the logarithm of the label’s probability, for logits of any size. */
export function negativeLogLikelihood(row: readonly number[], label: number): number {
  const logits = shifted(row);
  return Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[label];
}

/** The same by way of the probability, which becomes 0 where the label’s logit is far below another one. */
export function logOfSoftmax(row: readonly number[], label: number): number {
  return -Math.log(softmax(row)[label]);
}

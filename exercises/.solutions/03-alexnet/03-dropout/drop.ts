/** Numbers, row by row: a batch of them, or what `random` gives for each. */
export type Batch = readonly (readonly number[])[];

/** The arguments of a call; the last is what `random` gives, in order, over and over again. */
export type Args = readonly [input: Batch, rate: number, training: boolean, random: Batch];

/** A function that gives these numbers in order, over and over again. */
export function source(numbers: Batch): () => number {
  const all = numbers.flat();
  let asked = 0;
  return () => all[asked++ % all.length];
}

/** What a number becomes: `draw` is the random number for it, or for its place in the first row where masks are shared. */
type Fate = (value: number, draw: number, rate: number) => number;

/** What stays is divided, so that the mean stays. */
export const scaled: Fate = (value, draw, rate) => (draw < rate ? 0 : value / (1 - rate));

/** What stays is left alone. */
export const dropped: Fate = (value, draw, rate) => (draw < rate ? 0 : value);

/** Dropout: while training every number meets its fate, at inference another. */
export function drop([input, rate, training, random]: Args, fate: Fate, atInference: Fate): number[][] {
  const next = source(random);
  const meet = training ? fate : atInference;
  return input.map(row => row.map(value => meet(value, next(), rate)));
}

/** What inference does. */
export const unchanged: Fate = value => value;

/**
 * A network's answer: the class with the largest logit.
 *
 * @param values any numbers, at least one
 * @returns the place of the largest, from 0; of several that are equal the first
 */
export function argMax(values: number[]): number {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * How often a network is right, and what it takes for what.
 *
 * @param logits `[images][classes]`: what the network gave for each image
 * @param labels `[images]`: the class of each image, from 0 to classes - 1
 * @returns `accuracy`, the share of the images that are recognised, from 0 to 1; `confusion`, `[classes][classes]`:
 * how many images with the label of the row got the answer of the column
 */
export function evaluate(logits: number[][], labels: number[]): { accuracy: number; confusion: number[][] } {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * Cuts a data set into batches, for one epoch.
 *
 * @param count how many samples the data set has; they are called 0, 1, … count - 1
 * @param batchSize how many samples a batch has; the last one has what is left
 * @param options `shuffle`: whether the samples come in a random order; `random`: gives the next random number, from 0
 * up to but not including 1, each time it is called
 * @returns the batches, each a list of samples; every sample is in one of them, once
 */
export function batches(
  count: number,
  batchSize: number,
  options: { shuffle: boolean; random: () => number },
): number[][] {
  throw new Error('not written yet: README.md says what to do');
}

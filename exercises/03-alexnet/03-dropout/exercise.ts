/**
 * Drops numbers at random while training; at inference it does nothing.
 *
 * @param input `[batch][features]`, such as the output of a fully connected layer
 * @param rate the probability that a number is dropped: from 0 to below 1
 * @param training true while training, false at inference
 * @param random gives a number from 0 to below 1; while training it is called once for each number of the input, row
 * by row from left to right, and the number is dropped where the result is below `rate`
 * @returns a new array, `[batch][features]`
 */
export function dropout(
  input: number[][],
  rate: number,
  training: boolean,
  random: () => number,
): number[][] {
  throw new Error('not written yet: README.md says what to do');
}

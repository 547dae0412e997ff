/** Asks for each number whether it is dropped, and divides those that stay. */
export function dropout(
  input: number[][],
  rate: number,
  training: boolean,
  random: () => number,
): number[][] {
  if (!training) return input.map(row => [...row]);
  return input.map(row => row.map(value => (random() < rate ? 0 : value / (1 - rate))));
}

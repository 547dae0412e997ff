/** TODO: the solution, and in this line how it goes about it. */
export function exerciseFunction(input: number[][]): number[][] {
  const output: number[][] = [];
  for (const row of input) output.push(row.map(value => 2 * value));
  return output;
}

/** TODO: another way to do it, with another idea and not only in other words. */
export function exerciseFunction(input: number[][]): number[][] {
  return input.map(row => row.map(value => value + value));
}

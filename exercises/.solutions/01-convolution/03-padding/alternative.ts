/** Rows of zeros above and below, and zeros at both ends of every row between. */
export function pad(input: number[][], padding: number): number[][] {
  const zeros = (count: number) => Array.from({ length: count }, () => 0);
  const border = () => Array.from({ length: padding }, () => zeros(input[0].length + 2 * padding));
  const rows = input.map(row => [...zeros(padding), ...row, ...zeros(padding)]);
  return [...border(), ...rows, ...border()];
}

/** Makes a mask first, as the frameworks do, and multiplies by it: 1 everywhere at inference. */
export function dropout(
  input: number[][],
  rate: number,
  training: boolean,
  random: () => number,
): number[][] {
  const output: number[][] = [];
  for (const row of input) {
    const mask = new Float64Array(row.length).fill(1);
    if (training) {
      for (let i = 0; i < mask.length; i++) mask[i] = random() >= rate ? 1 / (1 - rate) : 0;
    }
    output.push(row.map((value, i) => value * mask[i]));
  }
  return output;
}

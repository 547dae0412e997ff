/** Row by row; the loss never takes the logarithm of a probability, which may have become 0. */
export function crossEntropy(logits: number[][], labels: number[]): { loss: number; gradient: number[][] } {
  let total = 0;
  const gradient: number[][] = [];
  for (let n = 0; n < logits.length; n++) {
    const row = logits[n];
    const label = labels[n];
    const largest = Math.max(...row);
    const shifted = row.map(logit => logit - largest);
    const exps = shifted.map(logit => Math.exp(logit));
    let sum = 0;
    for (const exp of exps) {
      sum += exp;
    }
    total += Math.log(sum) - shifted[label];

    const probabilities = exps.map(exp => exp / sum);
    const difference = probabilities.map((p, c) => (c === label ? p - 1 : p));
    gradient.push(difference.map(d => d / logits.length));
  }
  return { loss: total / logits.length, gradient };
}

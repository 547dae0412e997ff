/** The logarithm of a sum of exponentials, without any exponential of a large number. */
function logSumExp(row: number[]): number {
  return row.reduce((a, b) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))));
}

/** In logarithms throughout: subtracting the log of the sum is dividing by the sum. */
export function crossEntropy(logits: number[][], labels: number[]): { loss: number; gradient: number[][] } {
  const logProbabilities = logits.map(row => {
    const log = logSumExp(row);
    return row.map(logit => logit - log);
  });
  const share = 1 / logits.length;
  const loss = labels.reduce((sum, label, n) => sum - share * logProbabilities[n][label], 0);
  const gradient = logProbabilities.map(row => row.map(log => share * Math.exp(log)));
  for (const [n, label] of labels.entries()) gradient[n][label] -= share;
  return { loss, gradient };
}

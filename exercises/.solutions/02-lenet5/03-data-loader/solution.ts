/** First the order of all samples, then the cuts. */
export function batches(
  count: number,
  batchSize: number,
  { shuffle, random }: { shuffle: boolean; random: () => number },
): number[][] {
  const order: number[] = [];
  for (let sample = 0; sample < count; sample++) {
    order.push(sample);
  }
  if (shuffle) {
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      const moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
  }
  const result: number[][] = [];
  for (let start = 0; start < count; start += batchSize) {
    result.push(order.slice(start, start + batchSize));
  }
  return result;
}

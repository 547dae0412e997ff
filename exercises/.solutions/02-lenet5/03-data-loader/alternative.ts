/** Draws from a hat, for the last place first; the last slip in the hat takes the place of the one that was drawn. */
function drawFrom(hat: number[], random: () => number): number {
  const place = Math.floor(random() * hat.length);
  const drawn = hat[place];
  const last = hat.pop() as number;
  if (place < hat.length) hat[place] = last;
  return drawn;
}

/** Each sample finds its batch by its place in the order. */
export function batches(
  count: number,
  batchSize: number,
  options: { shuffle: boolean; random: () => number },
): number[][] {
  const hat = [...Array(count).keys()];
  const order = options.shuffle ? hat.map(() => 0) : hat;
  if (options.shuffle) {
    while (hat.length > 0) order[hat.length - 1] = drawFrom(hat, options.random);
  }
  return order.reduce<number[][]>((all, sample, place) => {
    const batch = Math.floor(place / batchSize);
    all[batch] ??= [];
    all[batch].push(sample);
    return all;
  }, []);
}

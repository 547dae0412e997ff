/**
 * The name that somebody who wrote `wanted` most likely meant, or undefined when none is near.
 *
 * @param wanted what was written
 * @param names what there is
 */
export function nearest(wanted: string, names: readonly string[]): string | undefined {
  const plain = wanted.toLowerCase();
  const prefixed = names.filter(
    name => plain.length >= 3 && (name.startsWith(plain) || plain.startsWith(name)),
  );
  if (prefixed.length === 1) return prefixed[0];
  const [best] = names
    .map(name => ({ name, distance: editDistance(plain, name) }))
    .sort((a, b) => a.distance - b.distance);
  const tolerated = Math.max(1, Math.floor(plain.length * 0.4));
  return best && best.distance <= tolerated ? best.name : undefined;
}

/** "Unknown network "lenet": did you mean lenet5? There are lenet5, …" */
export function unknownName(kind: string, wanted: string, names: readonly string[]): string {
  const suggestion = nearest(wanted, names);
  const question = suggestion ? `Did you mean ${suggestion}? ` : '';
  return `Unknown ${kind} "${wanted}". ${question}Known: ${names.join(', ')}.`;
}

/** How many letters to change, add, drop or swap with their neighbour (Damerau–Levenshtein, adjacent swaps). */
function editDistance(a: string, b: string): number {
  let twoAgo: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, previous[j]! + 1, row[j - 1]! + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, twoAgo[j - 2]! + 1);
      row.push(cost);
    }
    twoAgo = previous;
    previous = row;
  }
  return previous[b.length]!;
}

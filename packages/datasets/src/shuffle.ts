import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** The numbers 0 to `length` - 1 in an order that follows from `seed` and `epoch` alone (Fisher and Yates). */
export function shuffledIndices(length: number, seed: number, epoch: number): number[] {
  const generator = xoroshiro128plusFromState(generatorState(seed, epoch));
  const indices = Array.from({ length }, (_, i) => i);
  for (let last = length - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last);
    const moved = indices[last]!;
    indices[last] = indices[other]!;
    indices[other] = moved;
  }
  return indices;
}

/** All 53 bits of the seed and 53 of the epoch count, and neighbours start far apart. */
function generatorState(seed: number, epoch: number): number[] {
  const words = [seed, Math.floor(seed / 2 ** 32), epoch, Math.floor(epoch / 2 ** 32)];
  let hash = 0;
  // Two rounds, so that the last word reaches the first state as well.
  return [...words, ...words].map(word => (hash = mix(hash ^ word))).slice(4);
}

/** The finaliser of MurmurHash3 after a step by the golden ratio: every bit of the input reaches every bit. */
function mix(word: number): number {
  let hash = (word + 0x9e3779b9) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

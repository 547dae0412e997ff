const WORD = 2 ** 32;

/** Mixes a 32-bit word so that every bit of it moves every bit of the result; a bijection. */
function mix(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x21f0aaad);
  h ^= h >>> 15;
  h = Math.imul(h, 0xd35a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/**
 * Throws unless `seed` is a whole number that a double holds exactly.
 *
 * @param owner Who was given the seed, as the message names it: `Inception "mix"`.
 */
export function checkSeed(owner: string, seed: number): void {
  if (Number.isSafeInteger(seed)) return;
  throw new RangeError(`${owner}: seed must be a whole number, got ${seed}. Give one such as 0 or 42.`);
}

function absorb(state: number, word: number): number {
  return mix(Math.imul(state, 0x9e3779b1) + word + 0x7f4a7c15);
}

/**
 * Derives an independent seed from a seed and a name or number, as `fold_in` does for JAX's random keys. One
 * seed then serves a whole model: each layer derives its own by its name, each weight from that, each step
 * from that.
 *
 * @param seed Any whole number.
 * @param stream What the seed is for: a layer's name, a weight's name, the number of a step.
 * @returns A whole number from 0 to 2³² − 1; the same for the same arguments, on every engine and machine.
 * @throws RangeError when `seed`, or a `stream` that is a number, is not a whole number.
 * @example
 * const kernel = torchUniform({ fanIn: 25, seed: deriveSeed(42, 'C1/kernel') });
 * const bias = torchUniform({ fanIn: 25, seed: deriveSeed(42, 'C1/bias') });
 */
export function deriveSeed(seed: number, stream: number | string): number {
  checkSeed('deriveSeed', seed);
  const start = absorb(absorb(0, seed >>> 0), Math.floor(seed / WORD) >>> 0);
  if (typeof stream === 'string') {
    // The length goes in first, so that the string '1' and the number 49 stay apart.
    return Array.from(stream, char => char.codePointAt(0) ?? 0).reduce(absorb, absorb(start, stream.length));
  }
  checkSeed('deriveSeed stream', stream);
  return absorb(absorb(start, stream >>> 0), Math.floor(stream / WORD) >>> 0);
}

/**
 * Random access to a seeded sequence: the value at an index needs none before it, so 46 million weights take a
 * fraction of a second and come out the same on every engine.
 *
 * Two keys enter at different depths of the hash; with one alone, two seeds would give the same sequence at an
 * offset.
 *
 * @returns Uniform in (0, 1), both ends excluded, in steps of 2⁻²⁴ as float32 holds them.
 */
export function uniformAt(seed: number): (index: number) => number {
  const outer = deriveSeed(seed, 0);
  const inner = deriveSeed(seed, 1);
  return index => {
    let h = (index + outer) | 0;
    h ^= h >>> 16;
    h = Math.imul(h, 0x21f0aaad);
    h ^= h >>> 15;
    h = Math.imul(h + inner, 0xd35a2d97);
    h ^= h >>> 15;
    return ((h >>> 8) + 0.5) / 2 ** 24;
  };
}

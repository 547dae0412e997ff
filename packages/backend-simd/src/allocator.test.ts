import { describe, expect, it } from 'vitest';
import { Allocator, type Block } from './allocator.js';

const KIB = 1024;

describe('Allocator', () => {
  it('gives out blocks that lie in its range and never overlap, through ten thousand random calls', () => {
    const allocator = new Allocator(64);
    allocator.extend(64 + 512 * KIB);
    const next = generator(1);
    const live: Block[] = [];
    for (let i = 0; i < 10_000; i++) {
      if (live.length > 0 && next() < 0.5)
        allocator.free(live.splice(Math.floor(next() * live.length), 1)[0]);
      const block = allocator.allocate(Math.floor(next() * next() * 20 * KIB));
      if (block !== null) live.push(block);
      if (i % 100 === 0) expectApart(live, 64, 64 + 512 * KIB);
    }
    expect(live.length).toBeGreaterThan(10);
  });

  it('counts the bytes in use', () => {
    const allocator = new Allocator(0);
    allocator.extend(KIB);
    const block = allocator.allocate(100) as Block;
    expect(allocator.bytesInUse).toBe(112);
    allocator.free(block);
    expect(allocator.bytesInUse).toBe(0);
  });

  it('joins freed neighbours, so that the whole range can be had again', () => {
    const allocator = new Allocator(0);
    allocator.extend(64 * KIB);
    const blocks = Array.from({ length: 64 }, () => allocator.allocate(KIB) as Block);
    expect(allocator.allocate(16)).toBeNull();
    for (let i = 0; i < 64; i += 2) allocator.free(blocks[i]);
    expect(allocator.allocate(2 * KIB)).toBeNull();
    for (let i = 1; i < 64; i += 2) allocator.free(blocks[i]);
    expect(allocator.allocate(64 * KIB)?.address).toBe(0);
  });

  it('does not need more room after 10,000 steps whose batch size changes than after 100', () => {
    const allocator = new Allocator(0);
    let end = 0;
    const allocate = (bytes: number): Block => {
      for (;;) {
        const block = allocator.allocate(bytes);
        if (block !== null) return block;
        end += Math.ceil(bytes / 65536) * 65536;
        allocator.extend(end);
      }
    };
    const next = generator(2);
    const weights = [600, 9600, 192_000, 40_000, 3400].map(allocate);
    let endAfterWarmUp = 0;
    for (let step = 0; step < 10_000; step++) {
      const batchSize = 1 + Math.floor(next() * 64);
      const activations = [3136, 18_816, 4704, 6400, 1600, 480, 336, 40].map(bytes =>
        allocate(bytes * batchSize),
      );
      for (const weight of weights.splice(0)) {
        allocator.free(weight);
        weights.push(allocate(weight.size));
      }
      for (const block of activations.reverse()) allocator.free(block);
      if (step === 100) endAfterWarmUp = end;
    }
    expect(end).toBeLessThanOrEqual(endAfterWarmUp * 1.25);
  });
});

function expectApart(live: Block[], start: number, end: number): void {
  const sorted = [...live].sort((a, b) => a.address - b.address);
  let from = start;
  for (const { address, size } of sorted) {
    expect(address).toBeGreaterThanOrEqual(from);
    expect(address % 16).toBe(0);
    from = address + size;
  }
  expect(from).toBeLessThanOrEqual(end);
}

/** Park and Miller's generator: numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

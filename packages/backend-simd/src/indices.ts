import type { Heap } from './heap.js';

/** Numbers in memory that have to be indices of something before a kernel may read by them. */
export interface IndexCheck {
  /** The op that needs them, for the message. */
  readonly op: string;
  readonly indices: number;
  readonly count: number;
  /** How many there are to choose from: indices are less. */
  readonly size: number;
}

/**
 * Checks indices now, and in every replay of a step that is being recorded: other batches have other indices.
 *
 * @throws Error that names the first index out of range
 */
export function checkIndices(heap: Heap, check: IndexCheck): void {
  heap.recorder?.checked(check);
  const { op, indices, count, size } = check;
  const bad = heap.int32(indices, count).find(index => index < 0 || index >= size);
  if (bad !== undefined) throw new Error(`${op}: the index value ${bad} is not in [0, ${size - 1}]`);
}

import { Allocator, type Block } from './allocator.js';
import type { Heap } from './heap.js';

/** A piece of the heap with an allocator of its own: the same calls in the same order give the same addresses. */
export class Arena {
  readonly allocator: Allocator;

  /** @param block the piece; the arena's from now on */
  constructor(
    private readonly heap: Heap,
    private readonly block: Block,
  ) {
    this.allocator = new Allocator(this.block.address);
    this.allocator.extend(this.block.address + this.block.size);
    heap.open(this);
  }

  get isEmpty(): boolean {
    return this.allocator.bytesInUse === 0;
  }

  contains({ address }: Block): boolean {
    return address >= this.block.address && address < this.block.address + this.block.size;
  }

  /** Gives the piece back. Nothing of it may be in use. */
  dispose(): void {
    this.heap.close(this);
    this.heap.free(this.block);
  }
}

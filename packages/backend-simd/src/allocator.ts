/** A piece of the heap, in use or free. Neighbours in memory are linked, so that free ones can be joined. */
export interface Block {
  /** Byte address, a multiple of 16. */
  readonly address: number;
  /** Bytes, a multiple of 16. */
  size: number;
  free: boolean;
  /** The blocks that lie before and after this one in memory. */
  below: Block | null;
  above: Block | null;
  /** The blocks before and after it in the list of free blocks of its size class. */
  previous: Block | null;
  next: Block | null;
}

const GRAIN = 16;
/** Size classes: eight to each power of two, so that a block found in a class wastes at most an eighth. */
const STEPS = 8;
const CLASSES = 32 * STEPS;

/**
 * Gives out and takes back pieces of a range of addresses that can grow at its end: two-level segregated fit
 * (Masmano and others 2004, "TLSF"). Both calls take constant time, and freed neighbours are joined at once, so that
 * a training loop with changing batch sizes does not fragment the heap.
 */
export class Allocator {
  private readonly lists: (Block | null)[] = new Array(CLASSES).fill(null);
  private last: Block | null = null;
  private end: number;
  /** Bytes in blocks that are in use. */
  bytesInUse = 0;
  /** The most that were in use at once, since this was set. */
  mostInUse = 0;

  /** @param start first address, a multiple of 16; the range is empty until `extend` is called */
  constructor(start: number) {
    this.end = start;
  }

  /** Adds the addresses up to `end`, a multiple of 16, to the range. */
  extend(end: number): void {
    if (end <= this.end) return;
    const block = newBlock(this.end, end - this.end, this.last, null);
    this.end = end;
    this.last = block;
    this.release(block);
  }

  /** By how many bytes the range would have to be extended to give out a block of `bytes` bytes. */
  missingFor(bytes: number): number {
    const free = this.last?.free ? this.last.size : 0;
    return Math.max(0, grains(bytes) - free);
  }

  /** A block of at least `bytes` bytes, or null when no free block is large enough. */
  allocate(bytes: number): Block | null {
    const size = grains(bytes);
    const block = this.find(size);
    if (block === null) return null;
    this.unlist(block);
    this.split(block, size);
    block.free = false;
    this.bytesInUse += block.size;
    this.mostInUse = Math.max(this.mostInUse, this.bytesInUse);
    return block;
  }

  free(block: Block): void {
    this.bytesInUse -= block.size;
    this.release(block);
  }

  private find(size: number): Block | null {
    const own = sizeClass(size);
    for (let block = this.lists[own]; block !== null; block = block.next)
      if (block.size >= size) return block;
    for (let i = own + 1; i < CLASSES; i++) if (this.lists[i] !== null) return this.lists[i];
    return null;
  }

  private split(block: Block, size: number): void {
    if (block.size - size < GRAIN) return;
    const rest = newBlock(block.address + size, block.size - size, block, block.above);
    if (rest.above === null) this.last = rest;
    block.size = size;
    this.list(rest);
  }

  /** Joins the block with its free neighbours and lists what comes of it. */
  private release(block: Block): void {
    const { below, above } = block;
    if (above?.free) {
      this.unlist(above);
      this.absorb(block, above);
    }
    if (below?.free) {
      this.unlist(below);
      this.absorb(below, block);
      this.list(below);
      return;
    }
    this.list(block);
  }

  private absorb(block: Block, above: Block): void {
    block.size += above.size;
    block.above = above.above;
    if (block.above === null) this.last = block;
    else block.above.below = block;
  }

  private list(block: Block): void {
    const i = sizeClass(block.size);
    const head = this.lists[i];
    block.free = true;
    block.previous = null;
    block.next = head;
    if (head !== null) head.previous = block;
    this.lists[i] = block;
  }

  private unlist(block: Block): void {
    if (block.previous === null) this.lists[sizeClass(block.size)] = block.next;
    else block.previous.next = block.next;
    if (block.next !== null) block.next.previous = block.previous;
    block.previous = block.next = null;
  }
}

function grains(bytes: number): number {
  return Math.max(GRAIN, Math.ceil(bytes / GRAIN) * GRAIN);
}

/** A block between two neighbours, linked to both. */
function newBlock(address: number, size: number, below: Block | null, above: Block | null): Block {
  const block: Block = { address, size, free: false, below, above, previous: null, next: null };
  if (below !== null) below.above = block;
  if (above !== null) above.below = block;
  return block;
}

function sizeClass(size: number): number {
  const grains = size / GRAIN;
  const power = 31 - Math.clz32(grains);
  if (power < 3) return grains;
  return Math.min(CLASSES - 1, power * STEPS + ((grains >>> (power - 3)) & (STEPS - 1)));
}

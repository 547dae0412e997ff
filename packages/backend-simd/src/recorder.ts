import type { Block } from './allocator.js';
import type { Arena } from './arena.js';
import type { IndexCheck } from './indices.js';
import type { HeapTensor } from './tensorData.js';

/** A kernel's run: its number, how many tasks, and the argument struct. */
interface Run {
  readonly kernel: number;
  readonly tasks: number;
  readonly words: Int32Array;
}

/** Bytes that JavaScript wrote: constants, and the tables that some kernels read. */
interface Write {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** What happened to the memory, and what had to be true of it. */
export type Event = Run | Write | IndexCheck;

/** Writes down what a step does to the memory, and keeps its memory in an arena meanwhile. */
export class Recorder {
  readonly events: Event[] = [];
  /** Tensors that the step made. */
  readonly made = new Set<HeapTensor>();
  /** Tensors that it read and that were there before. */
  readonly read = new Set<HeapTensor>();
  /** Why running the events again would not be the same as running the step again; null where it would. */
  obstacle: string | null = null;

  constructor(private readonly arena: Arena) {}

  /** Room in the arena, or null where there is none left. */
  allocate(bytes: number): Block | null {
    const block = this.arena.allocator.allocate(bytes);
    if (block === null) this.stopsAt('it takes more memory than before');
    return block;
  }

  ran(kernel: number, tasks: number, words: Int32Array): void {
    this.events.push({ kernel, tasks, words: words.slice() });
  }

  wrote(address: number, bytes: Uint8Array): void {
    this.events.push({ address, bytes: bytes.slice() });
  }

  checked(check: IndexCheck): void {
    this.events.push(check);
  }

  makes(tensor: HeapTensor): void {
    this.made.add(tensor);
  }

  reads(tensor: HeapTensor): void {
    if (!this.made.has(tensor)) this.read.add(tensor);
  }

  stopsAt(obstacle: string): void {
    this.obstacle ??= obstacle;
  }
}

/** True where two runs of a step did the same. */
export function sameEvents(a: readonly Event[], b: readonly Event[]): boolean {
  return a.length === b.length && a.every((event, i) => sameEvent(event, b[i]));
}

function sameEvent(a: Event, b: Event): boolean {
  if ('kernel' in a && 'kernel' in b)
    return a.kernel === b.kernel && a.tasks === b.tasks && sameNumbers(a.words, b.words);
  if ('indices' in a && 'indices' in b)
    return a.op === b.op && a.indices === b.indices && a.count === b.count && a.size === b.size;
  if ('bytes' in a && 'bytes' in b) return a.address === b.address && sameNumbers(a.bytes, b.bytes);
  return false;
}

function sameNumbers(a: Int32Array | Uint8Array, b: Int32Array | Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

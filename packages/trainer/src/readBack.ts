import type * as tf from '@tensorflow/tfjs-core';

/** Steps between two reads: few enough to notice a lost run at once, enough to keep a GPU's queue filled. */
const MAX_WAITING = 20;

/** A slow engine is read more often than every {@link MAX_WAITING} steps, so that progress keeps moving. */
const MAX_AGE_MS = 100;

type Values = Float32Array | Int32Array | Uint8Array;

/**
 * Results that stay on the engine until there are some of them to read at once. Reading makes the program
 * wait for everything before it; one read per step would leave a GPU idle while the next step is prepared.
 */
export class ReadBack<Note> {
  #waiting: { note: Note; tensors: tf.Tensor[] }[] = [];
  #lastRead = performance.now();

  /** Takes over some tensors; `note` says what they are when they come back. */
  push(note: Note, ...tensors: tf.Tensor[]): void {
    this.#waiting.push({ note, tensors });
  }

  /** Whether it is time to read. */
  get due(): boolean {
    if (this.#waiting.length === 0) return false;
    return this.#waiting.length >= MAX_WAITING || performance.now() - this.#lastRead >= MAX_AGE_MS;
  }

  /** Reads and disposes all that waits, oldest first. */
  async read(): Promise<{ note: Note; values: Values[] }[]> {
    try {
      return await Promise.all(
        this.#waiting.map(async ({ note, tensors }) => ({
          note,
          values: await Promise.all(tensors.map(tensor => tensor.data())),
        })),
      );
    } finally {
      this.dispose();
      this.#lastRead = performance.now();
    }
  }

  /** Disposes what was not read. */
  dispose(): void {
    for (const { tensors } of this.#waiting) for (const tensor of tensors) tensor.dispose();
    this.#waiting = [];
  }
}

import { env } from '@tensorflow/tfjs-core';
import { SMALLEST_TASK as SMALLEST_TASK_FLAG } from '../flags.js';

/** About 10 microseconds of work for one thread: handing out a task costs a few tenths of one. */
const SMALLEST_TASK = 32_768;
/** Enough that eight threads end at about the same time. */
const MOST_TASKS = 32;

/**
 * Cuts `units` into tasks. It follows from the shapes alone, never from the number of threads.
 * @param work elements that one unit reads or writes
 */
export function share(units: number, work: number): { tasks: number; perTask: number } {
  const perTask = Math.max(1, Math.ceil(units / MOST_TASKS), Math.ceil(SMALLEST_TASK / Math.max(1, work)));
  return { tasks: Math.ceil(units / perTask), perTask };
}

/** Elements a task writes are a multiple of this: 64 bytes of bools are one cache line. */
const STEP = 64;

/**
 * How many elements make a task worth handing to a thread.
 * @param cost work per element, in floating-point operations of the kind that convolutions do 50 of a nanosecond:
 * about 32 for an element that is read from and written to memory and little else
 */
export function elementsPerTask(cost: number): number {
  return Math.max(1, Math.ceil(env().getNumber(SMALLEST_TASK_FLAG) / cost / STEP)) * STEP;
}

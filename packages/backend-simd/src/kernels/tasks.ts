import { env } from '@tensorflow/tfjs-core';
import { SMALLEST_TASK } from '../flags.js';

/** What one element that is moved, added or compared costs, in floating-point operations of a matrix product. */
const ELEMENT = 16;
/** Enough that eight threads end at about the same time. */
const MOST_TASKS = 32;
/** Tasks that a batch of few images is cut into, by channels. */
const CHANNEL_TASKS = 16;
/** Channels of a cache line: threads that write to the same line slow each other down. */
const LINE = 16;

/**
 * Cuts `units` into tasks. It follows from the shapes alone, never from the number of threads.
 * @param work elements that one unit reads or writes
 */
export function share(units: number, work: number): { tasks: number; perTask: number } {
  const smallest = env().getNumber(SMALLEST_TASK) / ELEMENT;
  const perTask = Math.max(1, Math.ceil(units / MOST_TASKS), Math.ceil(smallest / Math.max(1, work)));
  return { tasks: Math.ceil(units / perTask), perTask };
}

/** One task an image, or several where there are few images, each for a block of channels. */
export function shareChannels(images: number, channels: number) {
  const blocks = Math.ceil(CHANNEL_TASKS / images);
  const channelsPerTask = Math.min(channels, Math.ceil(channels / blocks / LINE) * LINE);
  const tasksPerImage = Math.ceil(channels / channelsPerTask);
  return { tasks: images * tasksPerImage, channelsPerTask, tasksPerImage };
}

/** Elements a task writes are a multiple of this: 64 bytes of bools are one cache line. */
const STEP = 64;

/** The cost of an element that is read from and written to memory and little else. */
export const CHEAP = 32;

/**
 * How many elements make a task worth handing to a thread.
 * @param cost work per element, CHEAP or more, in floating-point operations of the kind that convolutions do 50 of a
 * nanosecond
 */
export function elementsPerTask(cost: number): number {
  return Math.max(1, Math.ceil(env().getNumber(SMALLEST_TASK) / cost / STEP)) * STEP;
}

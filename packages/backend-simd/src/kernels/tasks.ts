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

/**
 * A parallel for: one job is a kernel and a number of tasks, and each thread takes the next task until none is left.
 * Workers join a job when they notice it, and the main thread waits only for those that joined, so that a busy
 * machine falls back to the speed of one thread instead of stalling at a barrier. Which thread computes a task never
 * changes its result: tasks write disjoint memory.
 */
import { DONE, FAILED, JOB, JOINED, MAIN_WAITS, NEXT, PAGES, SEQUENCE, SLEEPING, WORKERS } from './control';
import { dispatch } from './generated/dispatch';

const CLOSED: i32 = 1 << 7;
const COUNT_MASK: i32 = CLOSED - 1;
const SEQUENCE_MASK: i32 = 0x7fffff;
/** Rounds of polling before a thread sleeps: waking a sleeping worker costs far more than polling. */
const SPIN: i32 = 20000;

/** Sleeps until the word at `address` is no longer `value`. Node 20 can hang in memory.atomic.wait32, so JavaScript waits. */
@external("env", "wait")
declare function wait(address: usize, value: i32): void;

let slot: i32 = 0;
/** Which thread this is: 0 is the main thread. Kernels find their own scratch memory by it. */
export function threadSlot(): i32 { return slot; }

/** Runs tasks 0 … tasks - 1 of a kernel whose arguments stand in memory. */
export function run(kernel: i32, tasks: i32): void {
  if (ASC_FEATURE_THREADS) {
    if (tasks > 1 && load<i32>(WORKERS) > 0) {
      runShared(kernel, tasks);
      return;
    }
  }
  for (let task = 0; task < tasks; task++) dispatch(kernel, task);
}

function runShared(kernel: i32, tasks: i32): void {
  store<i32>(JOB, kernel);
  store<i32>(JOB, tasks, 4);
  atomic.store<i32>(NEXT, 0);
  atomic.store<i32>(DONE, 0);
  const sequence = (atomic.load<i32>(SEQUENCE) + 1) & SEQUENCE_MASK;
  atomic.store<i32>(JOINED, sequence << 8);
  atomic.store<i32>(SEQUENCE, sequence);
  if (atomic.load<i32>(SLEEPING) > 0) atomic.notify(SEQUENCE, load<i32>(WORKERS));
  takeTasks(kernel, tasks);
  const joined = atomic.or<i32>(JOINED, CLOSED) & COUNT_MASK;
  let rounds = SPIN;
  let done = atomic.load<i32>(DONE);
  while (done != joined && !atomic.load<i32>(FAILED)) {
    if (--rounds <= 0) {
      atomic.store<i32>(MAIN_WAITS, 1);
      done = atomic.load<i32>(DONE);
      if (done != joined) wait(DONE, done);
      atomic.store<i32>(MAIN_WAITS, 0);
      rounds = SPIN;
    }
    done = atomic.load<i32>(DONE);
  }
}

function takeTasks(kernel: i32, tasks: i32): void {
  for (let task = atomic.add<i32>(NEXT, 1); task < tasks; task = atomic.add<i32>(NEXT, 1)) dispatch(kernel, task);
}

/** A worker's life. It ends with the thread: Node and browsers stop a worker in its loop or in its sleep. */
export function workerLoop(workerSlot: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  slot = workerSlot;
  let sequence = atomic.load<i32>(SEQUENCE);
  while (true) {
    sequence = nextJob(sequence);
    if (!join(sequence)) continue;
    seeWholeMemory();
    takeTasks(load<i32>(JOB), load<i32>(JOB, 4));
    atomic.add<i32>(DONE, 1);
    if (atomic.load<i32>(MAIN_WAITS)) atomic.notify(DONE, 1);
  }
}

function nextJob(last: i32): i32 {
  let rounds = SPIN;
  let sequence = atomic.load<i32>(SEQUENCE);
  while (sequence == last) {
    if (--rounds <= 0) {
      atomic.add<i32>(SLEEPING, 1);
      if (atomic.load<i32>(SEQUENCE) == last) wait(SEQUENCE, last);
      atomic.sub<i32>(SLEEPING, 1);
      rounds = SPIN;
    }
    sequence = atomic.load<i32>(SEQUENCE);
  }
  return sequence;
}

/**
 * V8 keeps the memory's size in each thread, and Node 20's does not tell one that is just starting when the memory
 * grows meanwhile: there memory.fill and memory.copy would trap. Growing by nothing looks the size up.
 */
function seeWholeMemory(): void {
  if (memory.size() < load<i32>(PAGES)) memory.grow(0);
}

/** False when the job is already over, or when `setThreads` has put this worker out of work. */
function join(sequence: i32): bool {
  if (slot > load<i32>(WORKERS)) return false;
  let seen = atomic.load<i32>(JOINED);
  while (seen >>> 8 == sequence && !(seen & CLOSED)) {
    const before = atomic.cmpxchg<i32>(JOINED, seen, seen + 1);
    if (before == seen) return true;
    seen = before;
  }
  return false;
}

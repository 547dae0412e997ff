/**
 * The first 4 KiB of memory: what the main thread and the workers tell each other, and the arguments of the
 * kernel that runs. Words that different threads write stand a cache line (64 bytes) apart.
 */
export const SEQUENCE: usize = 0; // number of the job published last
export const SLEEPING: usize = 64; // workers that wait for the next job
export const JOINED: usize = 128; // job number << 8 | closed flag << 7 | workers that joined it
export const NEXT: usize = 192; // first task that nobody has taken
export const DONE: usize = 256; // joined workers that have run out of tasks
export const MAIN_WAITS: usize = 320; // 1 while the main thread sleeps until DONE changes
export const JOB: usize = 384; // i32 kernel, i32 tasks
export const WORKERS: usize = 392; // workers that may join: threads - 1
export const PAGES: usize = 396; // size of the memory, in pages of 64 KiB
export const FAILED: usize = 448; // bytes of the message that a worker left when it failed, else 0
export const MESSAGE: usize = 512; // that message, at most 512 bytes
export const ARGUMENTS: usize = 1024; // the struct of the kernel that runs
/** Where static data may start: `build.mjs` passes it to the compiler as --memoryBase. */
export const CONTROL_BYTES: usize = 4096;

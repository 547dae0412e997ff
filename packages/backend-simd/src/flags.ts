import { env } from '@tensorflow/tfjs-core';
import { hasRelaxedSimd, hasSharedMemory } from './features.js';

/** Whether to use fused multiply-add; by default where the runtime has it. Read when the engine starts. */
export const RELAXED = 'SIMD_RELAXED';
/** Whether to use memory that threads can share; by default where the runtime has it. Read when the engine starts. */
export const SHARED_MEMORY = 'SIMD_SHARED_MEMORY';
/** Below how many floating-point operations work is not cut into tasks for several threads. */
export const SMALLEST_TASK = 'SIMD_SMALLEST_TASK';
/** Multiplies the estimated cost of Winograd's method: 0 takes it wherever it is possible, Infinity never. */
export const WINOGRAD_COST = 'SIMD_WINOGRAD_COST';
/** From how many elements on an element-wise op waits for its reader, to be computed with what that does. */
export const DEFERRED_SIZE = 'SIMD_DEFERRED_SIZE';
/** Up to how many bytes the right matrix of a product is packed as a whole; larger ones are packed piece by piece. */
export const PACKED_BYTES = 'SIMD_PACKED_BYTES';

env().registerFlag(RELAXED, hasRelaxedSimd);
env().registerFlag(SHARED_MEMORY, hasSharedMemory);
// About 10 microseconds of work: handing out a task costs a few tenths of one.
env().registerFlag(SMALLEST_TASK, () => 500_000);
env().registerFlag(WINOGRAD_COST, () => 1);
// Below, what is saved of memory traffic is less than what keeping book of it costs.
env().registerFlag(DEFERRED_SIZE, () => 4096);
// What is packed stays in the second-level cache.
env().registerFlag(PACKED_BYTES, () => 2 ** 20);

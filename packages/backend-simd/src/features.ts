/** What the runtime offers, and what the engine uses of it. */
export interface Features {
  /** 128-bit SIMD; without it the engine does not start. */
  simd: boolean;
  /** Fused multiply-add (relaxed SIMD): Node 22 and later and current browsers, not Node 20. */
  relaxedSimd: boolean;
  /** Threads that kernels run on, the main thread included. */
  threads: number;
  /** Whether memory can be shared between threads: Node, and browser pages with cross-origin isolation. */
  sharedMemory: boolean;
}

/** (module (func (result v128) (i32x4.splat (i32.const 0)))) */
const SIMD = [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 17, 11];
/** (module (func (result v128) (f32x4.relaxed_madd (…) (…) (…)))) with three splats of i32 0 */
const RELAXED = [
  1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 17, 65, 0, 253, 17, 65, 0, 253, 17, 253,
  133, 2, 11,
];

export function hasSimd(): boolean {
  return validates(SIMD);
}

export function hasRelaxedSimd(): boolean {
  return validates(RELAXED);
}

/** SharedArrayBuffer is hidden, or its memory cannot be made, where a page is not cross-origin isolated. */
export function hasSharedMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated;
  return isolated !== false;
}

/** Whether this thread may sleep in Atomics.wait: a page's main thread may not. Needs shared memory. */
export function maySleep(): boolean {
  try {
    // The word is not 1, so that this comes back at once where it may.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    return false;
  }
}

function validates(body: number[]): boolean {
  return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, ...body]));
}

import { hasRelaxedSimd, hasSimd } from './features.js';

/**
 * Compiles the module that fits the runtime: plain or relaxed SIMD, for shared or for plain memory.
 * @throws Error where the runtime has no SIMD
 */
export async function compileModule(
  shared: boolean,
): Promise<{ module: WebAssembly.Module; relaxed: boolean }> {
  if (!hasSimd())
    throw new Error(
      'simd: this runtime has no WebAssembly SIMD; use the cpu engine (await tf.setBackend("cpu"))',
    );
  const relaxed = hasRelaxedSimd();
  const { base64 } = await load(relaxed, shared);
  return { module: await WebAssembly.compile(decode(base64)), relaxed };
}

function load(relaxed: boolean, shared: boolean): Promise<{ base64: string }> {
  if (relaxed) return shared ? import('./generated/relaxedShared.js') : import('./generated/relaxed.js');
  return shared ? import('./generated/plainShared.js') : import('./generated/plain.js');
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

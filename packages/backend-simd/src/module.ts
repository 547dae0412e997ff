import { hasSimd } from './features.js';

/**
 * Compiles one of the four modules: plain or relaxed SIMD, for shared or for plain memory.
 * @throws Error where the runtime has no SIMD
 */
export async function compileModule(relaxed: boolean, shared: boolean): Promise<WebAssembly.Module> {
  if (!hasSimd())
    throw new Error(
      'simd: this runtime has no WebAssembly SIMD; use the cpu engine (await tf.setBackend("cpu"))',
    );
  const { base64 } = await load(relaxed, shared);
  return WebAssembly.compile(decode(base64));
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

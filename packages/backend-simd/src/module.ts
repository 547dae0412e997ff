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
  const { deflated } = await load(relaxed, shared);
  return WebAssembly.compile(await inflate(bytesOf(deflated)));
}

function load(relaxed: boolean, shared: boolean): Promise<{ deflated: string }> {
  if (relaxed) return shared ? import('./generated/relaxedShared.js') : import('./generated/relaxed.js');
  return shared ? import('./generated/plainShared.js') : import('./generated/plain.js');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).arrayBuffer();
}

import type { IdxArray, IdxHeader } from './idx.js';
import type { FileRequest, Platform } from './platform.js';

const CACHE_NAME = 'featuremap-datasets';

/**
 * Browsers: the Cache API where the page may use it (secure contexts), streams for gzip, and typed arrays for IDX.
 *
 * `idx-data` reads Node streams and imports `fs`, `path` and `util`, so it can't be bundled for a browser. Once the
 * header is checked all that is left of its work is to read the elements.
 */
export const platform: Platform = {
  places: () => ["the browser's cache"],

  async *localCopies(request) {
    const response = await (await openCache())?.match(cacheKey(request));
    if (!response) return;
    yield { path: cacheKey(request), read: async () => new Uint8Array(await response.arrayBuffer()) };
  },

  async checkCanSave() {},

  async save(request, bytes) {
    try {
      const cache = await openCache();
      await cache?.put(cacheKey(request), new Response(bytes as Uint8Array<ArrayBuffer>));
      return cache && cacheKey(request);
    } catch {
      // Over the page's quota: the data is here all the same, and is fetched again the next time.
      return undefined;
    }
  },

  gunzip,
  async decodeIdx(bytes, header) {
    return { data: elements(bytes, header), shape: header.shape };
  },
};

async function openCache(): Promise<Cache | undefined> {
  if (!('caches' in globalThis)) return undefined;
  // A sandboxed frame has `caches` and throws on its use.
  return caches.open(CACHE_NAME).catch(() => undefined);
}

/** The Cache API wants an address as the key; `.invalid` is reserved for names that no server has. */
function cacheKey({ definition, name }: FileRequest): string {
  return `https://featuremap.invalid/${definition.folder}/${name}`;
}

async function gunzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new Error(`more than ${maxBytes} bytes of content`);
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function elements(bytes: Uint8Array, { type, dataOffset }: IdxHeader): IdxArray['data'] {
  if (type.name === 'uint8') return new Uint8Array(bytes.subarray(dataOffset));
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataOffset, bytes.length - dataOffset);
  const count = view.byteLength / 4;
  if (type.name === 'int32') return Int32Array.from({ length: count }, (_, i) => view.getInt32(4 * i));
  return Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i));
}

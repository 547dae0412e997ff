import { type DatasetDefinition, type FileSpec, fileBytes } from './definition.js';
import { DatasetError, DownloadError } from './errors.js';
import { FetchError, fetchBytes } from './fetchBytes.js';
import type { Network } from './network.js';
import type { LoadProgress } from './progress.js';
import { type VerifiedFile, verify } from './verify.js';
import { Watchdog } from './watchdog.js';

/** Packed, a file is smaller; if it can't be packed, gzip adds no more than this. */
const GZIP_OVERHEAD_BYTES = 2 ** 16;

/** What `download` needs to know besides the file. */
export interface DownloadOptions {
  readonly network: Network;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (event: LoadProgress) => void;
}

/**
 * The file from the first mirror that gives the right content. Each has it as `.gz` or, failing that, plain.
 *
 * @throws {@link DownloadError} when no mirror does; the signal's reason when the caller aborted.
 */
export async function download(
  definition: DatasetDefinition,
  spec: FileSpec,
  options: DownloadOptions,
): Promise<VerifiedFile> {
  const failures: string[] = [];
  for (const mirror of options.network.mirrors) {
    for (const url of [new URL(`${spec.name}.gz`, mirror), new URL(spec.name, mirror)]) {
      const result = await tryAddress(url, spec, options);
      if (!(result instanceof Error)) return result;
      failures.push(`${url.host}: ${result.message}`);
      if (!(result instanceof FetchError && result.status === 404)) break;
    }
  }
  throw new DownloadError(
    `${definition.name}: no mirror gave ${spec.name} (${failures.join('; ') || 'there is none'}); ` +
      'check your connection and try again, or fetch it by hand and name its folder by `root`',
  );
}

/** Tries one address until it answers, fails for good, or fails too often. A failure is a result here. */
async function tryAddress(
  url: URL,
  spec: FileSpec,
  options: DownloadOptions,
): Promise<VerifiedFile | FetchError | DatasetError> {
  const { network, signal, onProgress } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      return await verify(await fetchOnce(url, spec, options), spec, url.pathname);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof FetchError || error instanceof DatasetError)) throw error;
      onProgress({ kind: 'retry', file: spec.name, url: url.href, reason: error.message });
      if (error instanceof DatasetError || !error.transient || attempt >= network.retries) return error;
    }
    await pause(network.retryDelay * 2 ** attempt, signal);
  }
}

async function fetchOnce(url: URL, spec: FileSpec, options: DownloadOptions): Promise<Uint8Array> {
  const { network, signal, onProgress } = options;
  const watchdog = new Watchdog(network.stallTimeout, network.totalTimeout, signal);
  try {
    return await fetchBytes(url, {
      watchdog,
      maxBytes: fileBytes(spec) + GZIP_OVERHEAD_BYTES,
      onBytes: (received, total) =>
        onProgress({ kind: 'download', file: spec.name, url: url.href, received, total }),
    });
  } finally {
    watchdog.stop();
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { asRequestError, RequestError, request } from './request.js';
import type { Wheel } from './wheelIndex.js';

/** How to read a wheel where it is. */
export interface RemoteOptions {
  readonly signal: AbortSignal | undefined;
  readonly stallTimeout: number;
}

/**
 * Opens a wheel on its server, by asking for the few bytes that are looked at. For a plan, before 475 MB are fetched.
 *
 * @throws {RequestError} when the index does not say how large it is, or the server gives no parts of files
 */
export async function openRemoteWheel(wheel: Wheel, options: RemoteOptions): Promise<ZipFile> {
  if (wheel.size === undefined) throw new RequestError('the index does not say how large it is', false);
  return fromRandomAccessReaderPromise(new RangeReader(wheel, options), wheel.size, { autoClose: false });
}

class RangeReader extends RandomAccessReader {
  readonly #wheel: Wheel;
  readonly #options: RemoteOptions;

  constructor(wheel: Wheel, options: RemoteOptions) {
    super();
    this.#wheel = wheel;
    this.#options = options;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const through = new PassThrough();
    this.#copyRange(start, end, through).catch(error =>
      through.destroy(asRequestError(error, this.#options.signal) as Error),
    );
    return through;
  }

  async #copyRange(start: number, end: number, target: PassThrough): Promise<void> {
    const headers = { range: `bytes=${start}-${end - 1}`, 'accept-encoding': 'identity' };
    const { response, stop } = await request(this.#wheel.url, { ...this.#options, headers });
    try {
      if (response.status !== 206 || !response.body) {
        await response.body?.cancel();
        throw new RequestError('the server gives no parts of files', false);
      }
      const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
      await pipeline(body, target, { signal: this.#options.signal });
    } finally {
      stop();
    }
  }
}

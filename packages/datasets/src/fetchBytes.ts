import { isAllowed } from './network.js';
import { MirrorTimeout, type Watchdog } from './watchdog.js';

const MOST_REDIRECTS = 5;

/** A request that gave no file; `transient` if another try may. */
export class FetchError extends Error {
  constructor(
    message: string,
    /** Whether the same request may succeed later. */
    readonly transient: boolean,
    /** The HTTP status, if there was an answer. */
    readonly status?: number,
  ) {
    super(message);
  }
}

/** What `fetchBytes` may do. */
export interface FetchLimits {
  readonly watchdog: Watchdog;
  /** More bytes than this are no answer to be stored. */
  readonly maxBytes: number;
  readonly onBytes: (received: number, total: number | undefined) => void;
}

/**
 * The body of an answer, at most `maxBytes` of it, whatever the server says of its length.
 *
 * @throws FetchError when the answer is not a file; the signal's reason when the caller aborted.
 */
export async function fetchBytes(
  url: URL,
  { watchdog, maxBytes, onBytes }: FetchLimits,
): Promise<Uint8Array> {
  const response = await follow(url, watchdog);
  if (!response.ok) {
    await response.body?.cancel();
    throw new FetchError(`HTTP ${response.status}`, isTransient(response.status), response.status);
  }
  const chunks: Uint8Array[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(networkFailure);
    if (done) break;
    watchdog.feed();
    received += value.length;
    if (received > maxBytes) {
      await reader.cancel();
      throw new FetchError(`more than the ${maxBytes} bytes expected`, false);
    }
    chunks.push(value);
    onBytes(received, contentLength(response));
  }
  return join(chunks, received);
}

/** Follows redirects by hand, so that none leads from https to http. */
async function follow(start: URL, watchdog: Watchdog): Promise<Response> {
  const { signal } = watchdog;
  let url = start;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await fetch(url, { redirect: 'manual', signal }).catch(networkFailure);
    watchdog.feed();
    if (response.type === 'opaqueredirect') return followOpaque(url, signal);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    url = checkRedirect(location, url);
  }
  throw new FetchError(`more than ${MOST_REDIRECTS} redirects`, false);
}

/** Browsers hide where a redirect leads. They refuse http within https pages; for the rest, look at the end. */
async function followOpaque(url: URL, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal }).catch(networkFailure);
  checkRedirect(response.url, url);
  return response;
}

function checkRedirect(location: string, from: URL): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (url && isAllowed(url, from)) return url;
  throw new FetchError(`redirect to ${location} refused: only https is followed`, false);
}

/**
 * `fetch` says little ("fetch failed") and keeps the reason in `cause`; one of several addresses that refuse has a
 * code and no message. A mirror that was too slow is left for the next one and not waited for again.
 */
function networkFailure(error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const message = cause instanceof Error ? cause.message : String(cause);
  throw new FetchError(message || String(code ?? 'no connection'), !(error instanceof MirrorTimeout));
}

function isTransient(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

function contentLength({ headers }: Response): number | undefined {
  // With a content encoding the length is that of the encoded bytes, which are not the ones counted.
  if (headers.get('content-encoding')) return undefined;
  const length = Number(headers.get('content-length'));
  return length > 0 ? length : undefined;
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** A request that gave nothing to use; `transient` where another try may. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly transient: boolean,
  ) {
    super(message);
  }
}

/** What a request needs besides its address. */
export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  /** Longest time without an answer or a byte of it, in milliseconds. */
  readonly stallTimeout: number;
}

/** An answer, and the way to say that bytes of its body keep coming. */
export interface Answer {
  readonly response: Response;
  /** Starts the time without a byte anew. */
  feed(): void;
  /** To be called at the end, or the timer keeps the process alive. */
  stop(): void;
}

/**
 * Asks for an address. User and password in it become a header, since `fetch` takes none in the address.
 *
 * @throws {RequestError} when there is no answer, or none that is a success
 */
export async function request(
  url: URL,
  { headers = {}, signal, stallTimeout }: RequestOptions,
): Promise<Answer> {
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal?.reason);
  const stalled = () => controller.abort(new RequestError(`no byte for ${stallTimeout / 1000} s`, true));
  let timer = setTimeout(stalled, stallTimeout);
  const stop = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  const feed = () => {
    clearTimeout(timer);
    timer = setTimeout(stalled, stallTimeout);
  };
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const { address, authorization } = withoutCredentials(url);
    const response = await fetch(address, {
      headers: { ...authorization, ...headers },
      signal: controller.signal,
    });
    if (response.ok) return { response, feed, stop };
    await response.body?.cancel();
    throw new RequestError(`HTTP ${response.status}`, isTransient(response.status));
  } catch (error) {
    stop();
    throw asRequestError(error, signal);
  }
}

/** What `fetch` or the reading of a body threw, as a {@link RequestError}; the caller's reason when it aborted. */
export function asRequestError(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof RequestError) return error;
  if (!(error instanceof TypeError)) return error;
  // fetch says "fetch failed" or "terminated" and hides the reason in the cause.
  const { cause } = error;
  const reason = cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : '';
  return new RequestError(reason || error.message, true);
}

function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function withoutCredentials(url: URL): { address: URL; authorization: Readonly<Record<string, string>> } {
  const { username, password } = url;
  if (!username && !password) return { address: url, authorization: {} };
  const address = new URL(url);
  address.username = '';
  address.password = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address, authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}

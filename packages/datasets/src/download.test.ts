import { existsSync, readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DownloadError, defineDataset, type LoadOptions, type LoadProgress } from './index.js';
import { isolateCache } from './testing/isolatedCache.js';
import { serveFiles, startMirror } from './testing/mirror.js';
import { tinyDataset } from './testing/tinyDataset.js';

const cache = isolateCache();
const tiny = tinyDataset();
const packed = new Map([...tiny.files].map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));
const servePacked = serveFiles(packed);
const Tiny = defineDataset(tiny.definition);
/** Impatient, so that tests are quick, but not with a busy machine. */
const network = { stallTimeout: 1500, totalTimeout: 20_000, retries: 2, retryDelay: 1 };

async function load(mirrors: string[], options: LoadOptions = {}) {
  const events: LoadProgress[] = [];
  const set = await Tiny.load({ mirrors, network, onProgress: event => events.push(event), ...options });
  return { set, events, retries: events.flatMap(event => (event.kind === 'retry' ? [event.reason] : [])) };
}

async function failure(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => expect.unreachable('was loaded'),
    error => error,
  );
  expect(error).toBeInstanceOf(DownloadError);
  expect(error.message).toMatch(
    /^Tiny: no mirror gave train-labels \([^\n]+\); check your connection and try again, [^\n]+$/,
  );
  expect(cachedFiles()).toEqual([]);
  return error;
}

function cachedFiles(): string[] {
  return existsSync(join(cache(), 'tiny')) ? readdirSync(join(cache(), 'tiny')).sort() : [];
}

afterEach(() => vi.unstubAllGlobals());

describe('a download', () => {
  it('is verified, saved and found the next time without the network', async () => {
    const mirror = await startMirror(servePacked);
    const { set, events } = await load([mirror.url]);
    expect(set.length).toBe(6);
    expect(cachedFiles()).toEqual(['train-images', 'train-labels']);
    expect(events.filter(({ kind }) => kind === 'saved')).toHaveLength(2);
    const again = await load([mirror.url]);
    expect(again.set.batch([0, 5])).toEqual(set.batch([0, 5]));
    expect(mirror.requests).toHaveLength(2);
  });

  it('takes plain files where there is no .gz, and an address without a slash at its end', async () => {
    const mirror = await startMirror(serveFiles(tiny.files));
    expect((await load([mirror.url.slice(0, -1)])).set.length).toBe(6);
    expect(mirror.requests).toEqual(['train-labels.gz', 'train-labels', 'train-images.gz', 'train-images']);
  });

  it('takes a file that the server unpacks on the way', async () => {
    const mirror = await startMirror((path, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.get(path));
    });
    expect((await load([mirror.url])).set.length).toBe(6);
  });

  it('tells of its progress, up to the whole', async () => {
    const body = packed.get('train-images.gz')!;
    const mirror = await startMirror((path, response) => {
      const bytes = packed.get(path)!;
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 20));
      setTimeout(() => response.end(bytes.subarray(20)), 30);
    });
    const { events } = await load([mirror.url]);
    const progress = events.filter(event => event.kind === 'download' && event.file === 'train-images');
    const url = `${mirror.url}train-images.gz`;
    expect(progress).toEqual([
      { kind: 'download', file: 'train-images', url, received: 20, total: body.length },
      { kind: 'download', file: 'train-images', url, received: body.length, total: body.length },
    ]);
  });

  const wrongContent = packed.get('test-labels.gz')!;
  const broken: Record<string, (response: ServerResponse) => unknown> = {
    'has another content': response => response.end(wrongContent),
    'is cut off': response => response.end(packed.get('train-labels.gz')!.subarray(0, 20)),
    'says 403': response => response.writeHead(403).end('no'),
    'says 404': response => response.writeHead(404).end('no'),
    'says 500 again and again': response => response.writeHead(500).end('no'),
    'sends a web page': response => response.end('<html>please log in</html>'),
    'hangs up': response => response.destroy(),
    'hangs up half-way': response => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('abc', () => response.destroy());
    },
    'never answers': () => {},
    'stalls half-way': response => response.writeHead(200, { 'content-length': 1000 }).write('abc'),
    'sends without an end': response => {
      // Not straight from the callback: where the socket has gone first, the response would never hear of it.
      const more = () =>
        response.destroyed || response.write(Buffer.alloc(2 ** 14), () => setImmediate(more));
      more();
    },
    'sends a gzip bomb': response => response.end(gzipSync(Buffer.alloc(2 ** 24))),
    'leads round in circles': response => response.writeHead(302, { location: '/again' }).end(),
    'leads to another protocol': response =>
      response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    'leads to http elsewhere': response => response.writeHead(302, { location: 'http://192.0.2.1/x' }).end(),
  };

  it.each(Object.entries(broken))('goes to the next mirror when one %s', async (_, handle) => {
    const bad = await startMirror((_path, response) => handle(response));
    const good = await startMirror(servePacked);
    const { set, retries } = await load([bad.url, good.url]);
    expect(set.length).toBe(6);
    expect(retries.length).toBeGreaterThan(0);
    expect(cachedFiles()).toEqual(['train-images', 'train-labels']);
  });

  it.each(Object.entries(broken))(
    'that %s gives one line that says what to do, and leaves nothing',
    async (_, handle) => {
      const bad = await startMirror((_path, response) => handle(response));
      expect((await failure(load([bad.url]))).message).toContain(new URL(bad.url).host);
    },
  );

  it('names every mirror’s own reason', async () => {
    const stalls = await startMirror(() => {});
    const wrong = await startMirror((_, response) => response.end(wrongContent));
    const { message } = await failure(load([stalls.url, wrong.url, 'http://localhost:2/']));
    expect(message).toMatch(
      /stalled: no byte for 1.5 s; .*SHA-256 of the content .*; localhost:2: .*ECONNREFUSED/,
    );
  });

  it('gives up a mirror that is too slow in all, though bytes trickle in', async () => {
    const slow = await startMirror((_, response) => {
      const timer = setInterval(() => response.write('a'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const { message } = await failure(load([slow.url], { network: { ...network, totalTimeout: 1000 } }));
    expect(message).toContain('took longer than 1 s');
  });

  it('waits for a slow mirror as long as bytes come', async () => {
    const slow = await startMirror((path, response) => {
      const bytes = packed.get(path)!;
      const step = Math.ceil(bytes.length / 8);
      let sent = 0;
      const timer = setInterval(() => {
        response.write(bytes.subarray(sent, sent + step));
        sent += step;
        if (sent < bytes.length) return;
        clearInterval(timer);
        response.end();
      }, 200);
    });
    const { retries } = await load([slow.url], { network: { ...network, stallTimeout: 1000 } });
    expect(retries).toEqual([]);
  });

  it('tries again after a failure that may pass, and not after one that will not', async () => {
    let answers = 0;
    const flaky = await startMirror((path, response) => {
      if (answers++ < 2) response.writeHead(503).end();
      else servePacked(path, response);
    });
    expect((await load([flaky.url])).retries).toEqual(['HTTP 503', 'HTTP 503']);
    expect(flaky.requests).toEqual([...Array(3).fill('train-labels.gz'), 'train-images.gz']);

    const gone = await startMirror((_, response) => response.writeHead(403).end());
    await load([gone.url, flaky.url], { train: false });
    expect(gone.requests).toEqual(['test-labels.gz', 'test-images.gz']);
  });

  it('follows a redirect on this machine', async () => {
    const target = await startMirror(servePacked);
    const mirror = await startMirror((path, response) => {
      response.writeHead(302, { location: target.url + path }).end();
    });
    expect((await load([mirror.url])).set.length).toBe(6);
  });

  it('never follows a redirect from https to http, not even to this machine', async () => {
    const target = await startMirror(servePacked);
    const answer = new Response(null, { status: 302, headers: { location: `${target.url}train-labels.gz` } });
    vi.stubGlobal('fetch', async () => answer);
    const { message } = await failure(load(['https://example.com/']));
    expect(message).toContain('redirect to');
    expect(target.requests).toEqual([]);
  });

  it('says so when there is no mirror at all', async () => {
    expect((await failure(load([]))).message).toContain('(there is none)');
  });

  it('is stopped by the signal at once: while waiting, half-way, and between tries', async () => {
    const handlers: ((path: string, response: ServerResponse) => void)[] = [
      () => {},
      (_, response) => response.writeHead(200).write('abc'),
      (_, response) => response.writeHead(503).end(),
    ];
    for (const handle of handlers) {
      const mirror = await startMirror(handle);
      const signal = AbortSignal.timeout(500);
      const patient = { stallTimeout: 60_000, totalTimeout: 60_000, retryDelay: 60_000 };
      const start = performance.now();
      const error = await load([mirror.url], { signal, network: patient }).catch(error => error);
      expect(error).toBe(signal.reason);
      expect(performance.now() - start).toBeLessThan(5000);
      expect(mirror.requests).toHaveLength(1);
      expect(cachedFiles()).toEqual([]);
    }
  });

  it('that is aborted with its last byte is not saved', async () => {
    const mirror = await startMirror(servePacked);
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const onProgress = (event: LoadProgress) => {
      if (event.kind === 'download' && event.received === event.total) controller.abort(reason);
    };
    await expect(load([mirror.url], { signal: controller.signal, onProgress })).rejects.toBe(reason);
    expect(cachedFiles()).toEqual([]);
  });

  it('passes on what the caller’s onProgress throws', async () => {
    const mirror = await startMirror(servePacked);
    const mistake = new Error('in the progress bar');
    const onProgress = () => {
      throw mistake;
    };
    await expect(load([mirror.url], { onProgress })).rejects.toBe(mistake);
    expect(mirror.requests).toHaveLength(1);
  });
});

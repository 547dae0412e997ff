import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { download } from './download.js';
import { SetupError } from './errors.js';
import type { SetupProgress } from './progress.js';
import { type FakeIndex, type Fault, sendBytes, sendStart, startIndex } from './testing/fakeIndex.js';
import { temporaryFolder } from './testing/fakeParts.js';

const name = 'a-1-py3-none-any.whl';
const file = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 251));
const sha256 = createHash('sha256').update(file).digest('hex');

it('goes on by Range where the connection broke, as often as new bytes come', async () => {
  const { index, path, run, events } = await prepare();
  index.fault = breakEvery(50_000);
  await run();
  expect(readFileSync(path)).toEqual(file);
  const ranges = index.wheelRequests().map(({ range }) => range);
  expect(ranges[0]).toBeUndefined();
  expect(ranges.length).toBeGreaterThanOrEqual(4);
  expect(ranges.slice(1).every(range => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
  expect(events.filter(({ kind }) => kind === 'retry')).toHaveLength(ranges.length - 1);
  expect(events.at(-1)).toMatchObject({ kind: 'download', received: file.length, total: file.length });
});

it('goes on after an answer that stalls', async () => {
  const { index, path, run, events } = await prepare();
  index.fault = once((whole, response) => sendStart(50_000, whole, response, 'stall'));
  await run();
  expect(readFileSync(path)).toEqual(file);
  expect(events).toContainEqual({ kind: 'retry', file: name, reason: 'no byte for 1 s' });
});

it('starts again where the server gives no parts of files', async () => {
  const { index, path, run } = await prepare();
  writeFileSync(path, file.subarray(0, 80_000));
  index.fault = (whole, response, request) => {
    sendBytes(whole, response, { ...request, range: undefined });
    return true;
  };
  await run();
  expect(readFileSync(path)).toEqual(file);
  expect(index.wheelRequests().map(({ range }) => range)).toEqual(['bytes=80000-']);
});

it('asks for nothing when all is there', async () => {
  const { index, path, run } = await prepare();
  writeFileSync(path, file);
  await run();
  expect(index.wheelRequests()).toEqual([]);
});

it('throws away what an earlier time left wrong, and fetches it anew', async () => {
  const { index, path, run, events } = await prepare();
  writeFileSync(path, Buffer.alloc(80_000, 'x'));
  await run();
  expect(readFileSync(path)).toEqual(file);
  expect(index.wheelRequests().map(({ range }) => range)).toEqual(['bytes=80000-', undefined]);
  expect(events).toContainEqual(
    expect.objectContaining({ kind: 'retry', reason: expect.stringContaining('SHA-256') }),
  );
});

it('gives up on a file whose SHA-256 is wrong twice', async () => {
  const { index, run } = await prepare();
  index.fault = (whole, response, request) => {
    sendBytes(Buffer.alloc(whole.length, 'x'), response, request);
    return true;
  };
  const error = await failure(run());
  expect(error.code).toBe('checksum');
  expect(error.message).toMatch(/^a-1-py3-none-any\.whl from 127\.0\.0\.1:\d+ does not have the SHA-256/);
  expect(index.wheelRequests()).toHaveLength(2);
});

it('gives up after breaking as often as allowed without a new byte, and says how to go on', async () => {
  const { index, run } = await prepare();
  index.fault = (_, response) => {
    response.writeHead(503).end();
    return true;
  };
  const error = await failure(run());
  expect(error.code).toBe('download');
  expect(error.message).toMatch(/could not be fetched from .*: HTTP 503; .*goes on where it stopped$/);
  expect(index.wheelRequests()).toHaveLength(3);
});

it('does not try again what is not there', async () => {
  const { index, run } = await prepare();
  index.fault = (_, response) => {
    response.writeHead(404).end();
    return true;
  };
  expect((await failure(run())).message).toContain('HTTP 404');
  expect(index.wheelRequests()).toHaveLength(1);
});

async function prepare() {
  const index: FakeIndex = await startIndex({ wheels: new Map([[name, file]]) });
  const path = join(temporaryFolder(), name);
  const events: SetupProgress[] = [];
  const url = new URL(`../files/${name}`, index.simple);
  const options = { signal: undefined, stallTimeout: 1000, retries: 2, retryDelay: 1 };
  const run = () =>
    download({ file: name, url, sha256, size: file.length }, path, {
      ...options,
      onProgress: event => events.push(event),
    });
  return { index, path, run, events };
}

/** Breaks every answer after so many bytes. */
function breakEvery(bytes: number): Fault {
  return (whole, response, { range }) => {
    const from = Number(/\d+/.exec(range ?? '0')![0]);
    const rest = whole.subarray(from);
    const length = { 'content-length': rest.length };
    if (from === 0) response.writeHead(200, length);
    else
      response.writeHead(206, {
        ...length,
        'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}`,
      });
    if (rest.length <= bytes) response.end(rest);
    else response.write(rest.subarray(0, bytes), () => setTimeout(() => response.destroy(), 200));
    return true;
  };
}

function once(fault: (...args: Parameters<Fault>) => void): Fault {
  let isDone = false;
  return (...args) => {
    if (isDone) return false;
    isDone = true;
    fault(...args);
    return true;
  };
}

async function failure(run: Promise<void>): Promise<SetupError> {
  const error: unknown = await run.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SetupError);
  return error as SetupError;
}

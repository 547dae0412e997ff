import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';

/** Where a program runs in the browser: on a page's main thread, which may not sleep, or in a worker of the page. */
export type Thread = 'page' | 'worker';

/** How a page is served and where its program runs. */
export interface PageOptions {
  /** Whether its headers isolate it from other origins, which is what gives it memory that threads can share. */
  readonly isolated: boolean;
  readonly thread: Thread;
  /** A Content-Security-Policy that the page is served with. */
  readonly policy?: string;
  /** Further files that the program may fetch, by their path: `{ '/model.json': … }`. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Answers with what the program's `outcome` becomes, from the thread it runs on. */
const starters: Record<Thread, string> = {
  page: `
    const script = document.createElement('script');
    script.src = '/program.js';
    script.onload = () => outcome.then(answer.resolve, answer.reject);
    document.head.append(script);`,
  worker: `
    const worker = new Worker('/worker.js');
    worker.onmessage = ({ data }) => 'value' in data ? answer.resolve(data.value) : answer.reject(new Error(data.error));
    worker.onerror = ({ message, filename, lineno }) => answer.reject(new Error(message + ' ' + filename + ':' + lineno));`,
};

const worker = `
  importScripts('/program.js');
  outcome.then(value => postMessage({ value }), error => postMessage({ error: String(error?.stack ?? error) }));`;

/**
 * Runs a program in a fresh page and returns what it came to.
 *
 * @param program a classic script that sets `globalThis.outcome` to a promise of something that JSON can carry
 * @throws {Error} when the outcome is rejected or the page fails, with what the page printed
 */
export async function runInPage<Outcome>(
  browser: Browser,
  program: string,
  { isolated, thread, policy, files = {} }: PageOptions,
): Promise<Outcome> {
  const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script>
    globalThis.answer = {};
    answer.promise = new Promise((resolve, reject) => Object.assign(answer, { resolve, reject }));
    onerror = message => answer.reject(new Error(message));
    ${starters[thread]}
  </script>`;
  const headers = {
    ...(isolated ? isolation : {}),
    ...(policy ? { 'Content-Security-Policy': policy } : {}),
  };
  const site = await serve({ ...files, '/': html, '/program.js': program, '/worker.js': worker }, headers);
  const context = await browser.newContext();
  const printed: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', message => printed.push(message.text()));
    page.on('crash', () => printed.push('the page crashed'));
    // No limit of its own: the test has one.
    await page.goto(site.url, { waitUntil: 'domcontentloaded', timeout: 0 });
    return await page.evaluate<Outcome>('answer.promise');
  } catch (error) {
    throw new Error(`${(error as Error).message}\nThe page printed:\n${printed.slice(-50).join('\n')}`);
  } finally {
    await context.close();
    site.close();
  }
}

async function serve(files: Record<string, string | Uint8Array>, headers: Record<string, string>) {
  const answer = (path: string, response: ServerResponse) => {
    const body = files[path];
    const type = path.endsWith('.js') ? 'text/javascript' : path === '/' ? 'text/html' : 'text/plain';
    response.writeHead(body === undefined ? 404 : 200, {
      'Content-Type': type,
      ...headers,
    });
    response.end(body);
  };
  const server = createServer(({ url }, response) => answer(url ?? '/', response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // Browsers count this address as secure, which isolation and WebGPU ask for.
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

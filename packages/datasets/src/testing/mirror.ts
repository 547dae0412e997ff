import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A web server on this machine, for one test. */
export interface Mirror {
  /** Address of its folder, with a slash at the end. */
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly requests: string[];
}

/** Answers with `handle`; closed at the end of the test, open connections as well. */
export async function startMirror(
  handle: (path: string, response: ServerResponse, request: IncomingMessage) => void,
): Promise<Mirror> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url!.slice(1);
    requests.push(path);
    handle(path, response, request);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests };
}

/** Answers with these files, and 404 to all else. */
export function serveFiles(files: ReadonlyMap<string, Uint8Array>) {
  return (path: string, response: ServerResponse): void => {
    const bytes = files.get(path);
    if (bytes) response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    else response.writeHead(404).end('no such file');
  };
}

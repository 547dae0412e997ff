import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that the server got. */
export interface Request {
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** What a test may do to the sending of a file instead of the server; true when it has. */
export type Fault = (file: Buffer, response: ServerResponse, request: Request) => boolean;

/** A package index (simple API) and an npm registry on this machine, for one test. */
export interface FakeIndex {
  /** For PIP_INDEX_URL. */
  readonly simple: string;
  /** For npm_config_registry. */
  readonly registry: string;
  readonly requests: readonly Request[];
  /** Requests for wheels, in order. */
  readonly wheelRequests: () => readonly Request[];
  fault?: Fault;
}

/** What the server has. */
export interface Shelves {
  /** Wheels by file name. */
  readonly wheels: ReadonlyMap<string, Buffer>;
  /** Tarballs of npm by "name@version". */
  readonly tarballs?: ReadonlyMap<string, Buffer>;
  /** `html`: as indexes answer that know no JSON. */
  readonly format?: 'json' | 'html';
  /** The checksums that it lists, where they are not the files' own. */
  readonly sha256?: string;
}

/** Starts the server; it is closed at the end of the test, open connections as well. */
export async function startIndex(shelves: Shelves): Promise<FakeIndex> {
  const requests: Request[] = [];
  const server = createServer((message, response) => {
    const request = requestOf(message);
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const index: FakeIndex = {
    simple: `${origin}/simple/`,
    registry: `${origin}/npm/`,
    requests,
    wheelRequests: () => requests.filter(({ path }) => path.startsWith('/files/')),
  };

  function answer(request: Request, response: ServerResponse): void {
    const [, shelf, ...rest] = request.path.split('/');
    const name = decodeURIComponent(rest.join('/'));
    if (shelf === 'simple') sendList(name.replaceAll('/', ''), response);
    else if (shelf === 'files') sendFile(shelves.wheels.get(name), response, request);
    else if (name.endsWith('.tgz')) sendFile(shelves.tarballs?.get(name.slice(0, -4)), response, request);
    else sendPackument(name, response);
  }

  function sendList(project: string, response: ServerResponse): void {
    const files = [...shelves.wheels].filter(([file]) => file.replaceAll('_', '-').startsWith(`${project}-`));
    if (files.length === 0) {
      response.writeHead(404).end();
      return;
    }
    const listed = files.map(([filename, bytes]) => ({
      filename,
      url: `../../files/${filename}`,
      size: bytes.length,
      hashes: { sha256: shelves.sha256 ?? sha256(bytes) },
    }));
    if (shelves.format === 'html') {
      const links = listed.map(
        ({ filename, url, hashes }) => `<a href="${url}#sha256=${hashes.sha256}">${filename}</a><br/>`,
      );
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<html><body>${links}</body></html>`);
      return;
    }
    response
      .writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' })
      .end(JSON.stringify({ meta: { 'api-version': '1.1' }, name: project, files: listed }));
  }

  function sendPackument(name: string, response: ServerResponse): void {
    const versions = [...(shelves.tarballs ?? [])].flatMap(([id, bytes]) => {
      const at = id.lastIndexOf('@');
      const version = id.slice(at + 1);
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      const dist = { tarball: `${origin}/npm/${encodeURIComponent(id)}.tgz`, integrity };
      return id.slice(0, at) === name ? [[version, { name, version, dist }] as const] : [];
    });
    if (versions.length === 0) {
      response.writeHead(404).end('{}');
      return;
    }
    const latest = versions.at(-1)![0];
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ name, versions: Object.fromEntries(versions), 'dist-tags': { latest } }));
  }

  function sendFile(file: Buffer | undefined, response: ServerResponse, request: Request): void {
    if (!file) response.writeHead(404).end();
    else if (!index.fault?.(file, response, request)) sendBytes(file, response, request);
  }
  return index;
}

/** Sends a file, or the part of it that was asked for. */
export function sendBytes(file: Buffer, response: ServerResponse, { range }: Request): void {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === undefined) {
    response.writeHead(200, { 'content-length': file.length }).end(file);
    return;
  }
  const end = to ? Number(to) + 1 : file.length;
  const part = file.subarray(Number(from), end);
  response
    .writeHead(206, {
      'content-length': part.length,
      'content-range': `bytes ${from}-${end - 1}/${file.length}`,
    })
    .end(part);
}

/** Sends the first bytes of a file and breaks the connection, or leaves it open. */
export function sendStart(
  bytes: number,
  file: Buffer,
  response: ServerResponse,
  then: 'break' | 'stall',
): void {
  response.writeHead(200, { 'content-length': file.length });
  response.write(file.subarray(0, bytes), () => {
    if (then === 'break') response.destroy();
  });
}

function requestOf({ url, headers }: IncomingMessage): Request {
  return { path: url!, range: headers.range, authorization: headers.authorization };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

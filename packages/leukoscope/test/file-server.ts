import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What one request gets; the last of several serves all further requests. @param has resolves when the client has so many bytes */
export type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  has: (bytes: number) => Promise<void>,
) => void | Promise<void>;

export interface FileServer {
  readonly url: string;
  readonly port: number;
  /** Of each request so far, in order. */
  readonly ranges: (string | undefined)[];
  /** To be told how many bytes of the file the client has: what is sent and not yet read is lost when a connection breaks. */
  readonly received: (bytes: number) => void;
}

/** A server on this machine, gone when the running test ends. @param tls serves https with this key and certificate */
export async function fileServer(
  answers: readonly Answer[],
  tls?: { readonly key: string; readonly cert: string },
): Promise<FileServer> {
  const ranges: (string | undefined)[] = [];
  const waiting = new Set<{ readonly bytes: number; readonly go: () => void }>();
  const has = (bytes: number) => new Promise<void>((go) => waiting.add({ bytes, go }));
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    // A connection that a test breaks off is no error of the server's.
    response.on('error', () => undefined);
    const answer = answers[Math.min(ranges.length, answers.length - 1)]!;
    ranges.push(request.headers.range);
    void answer(request, response, has);
  };
  const received = (bytes: number): void => {
    for (const one of waiting) {
      if (bytes < one.bytes) continue;
      waiting.delete(one);
      one.go();
    }
  };
  const server: Server = tls === undefined ? createHttp(serve) : createHttps(tls, serve);
  const port = await listening(server);
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/file.npz`, port, ranges, received };
}

/** The port of a server that listens on this machine until the running test ends. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  onTestFinished(async () => {
    // Those of a CONNECT no longer count as the server's own.
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** Serves the file with ranges, as a good server does. */
export function whole(content: Uint8Array, { etag = '"one"' as string | null } = {}): Answer {
  return (request, response) => {
    const from = rangeStart(request, etag);
    const tag = etag === null ? {} : { etag };
    if (from === 0) response.writeHead(200, { 'content-length': content.length, ...tag });
    else {
      response.writeHead(206, {
        'content-length': content.length - from,
        'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
        ...tag,
      });
    }
    response.end(content.subarray(from));
  };
}

/** Serves like `whole`, and breaks the connection when the client has so many bytes of the answer. */
export function breaking(content: Uint8Array, afterBytes: number, { etag = '"one"', ranges = true } = {}): Answer {
  return async (request, response, has) => {
    const from = ranges ? rangeStart(request, etag) : 0;
    const length = { 'content-length': content.length - from, etag };
    if (from === 0) response.writeHead(200, length);
    else {
      const range = `bytes ${from}-${content.length - 1}/${content.length}`;
      response.writeHead(206, { ...length, 'content-range': range });
    }
    response.write(content.subarray(from, from + afterBytes));
    await has(from + afterBytes);
    response.destroy();
  };
}

/** Answers with this status, these headers and this text. */
export function says(status: number, headers: Record<string, string> = {}, text = ''): Answer {
  return (_, response) => {
    response.writeHead(status, headers).end(text);
  };
}

/** Begins, sends so many bytes, and then nothing more. */
export function fallingSilent(content: Uint8Array, afterBytes: number): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-length': content.length, etag: '"one"' });
    response.write(content.subarray(0, afterBytes));
  };
}

/** Takes the request and never answers. */
export const silent: Answer = () => undefined;

function rangeStart({ headers }: IncomingMessage, etag: string | null): number {
  const start = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
  const condition = headers['if-range'];
  return start === undefined || (condition !== undefined && condition !== etag) ? 0 : Number(start);
}

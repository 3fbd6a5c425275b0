/** The way out: https whose certificate is checked, and proxies as the environment names them. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { attempt, CONTENT, failed, SHA256 } from '../../test/attempt-download.ts';
import { type Answer, fileServer, listening, says, whole } from '../../test/file-server.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { nodeHttpClient } from './node-http-client.ts';

const pem = (name: string) => readFileSync(new URL(`golden/${name}.pem`, import.meta.url), 'utf8');
const TLS = { key: pem('localhost-key'), cert: pem('localhost-cert') };
const fetched = expect.objectContaining({ status: 'fetched', sha256: SHA256 });

/** Attempts to download from a TLS server of the test's own, with this environment. */
async function overTls(answers: readonly Answer[], env: NodeJS.ProcessEnv, trusted = true) {
  const server = await fileServer(answers, TLS);
  const http = nodeHttpClient({ env, userAgent: 'test', ...(trusted ? { ca: TLS.cert } : {}) });
  return { ...(await attempt({ answers: [], file: { url: server.url }, options: { http } })), server };
}

/** A proxy that passes everything on and keeps what it was asked for. @param refusal refuses to open a way, with this status line */
async function proxy(refusal?: string) {
  const asked: string[] = [];
  const server = createServer((from, to) => {
    asked.push(`${from.method} ${from.url}`);
    const { host, ...headers } = from.headers;
    from.pipe(
      request(from.url!, { headers }, (answer) => {
        to.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(to);
      }),
    );
  });
  server.on('connect', ({ url, headers }: IncomingMessage, client: Duplex) => {
    asked.push(`CONNECT ${url} ${headers['proxy-authorization'] ?? ''}`.trim());
    if (refusal !== undefined) return void client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const [host, port] = url!.split(':');
    const way = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      way.pipe(client).pipe(way);
    });
    way.on('error', () => client.destroy());
    client.on('error', () => way.destroy());
  });
  const port = await listening(server);
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, asked };
}

describe('https', () => {
  test('with a certificate that is trusted', async () => {
    expect((await overTls([whole(CONTENT)], {})).result).toEqual(fetched);
  });

  test('with one that is not: told at once, with what to do in a hospital', async () => {
    const { result, names } = await overTls([whole(CONTENT)], {}, false);
    expect(result).toEqual(failed('download.untrusted-server', 5, { systemCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }));
    expect(result).toMatchObject({ hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
    expect(names()).toEqual([]);
  });

  test('never leads on to http', async () => {
    const { result } = await overTls([says(302, { location: 'http://127.0.0.1:1/file' })], {});
    expect(result).toEqual(failed('download.bad-redirect', 5, { reason: 'insecure' }));
  });
});

describe('a proxy', () => {
  test.each(['HTTPS_PROXY', 'https_proxy'])('of %s opens the way to https', async (name) => {
    const way = await proxy();
    const { result, server } = await overTls([whole(CONTENT)], { [name]: way.url });
    expect(result).toEqual(fetched);
    expect(way.asked).toEqual([`CONNECT 127.0.0.1:${server.port}`]);
  });

  test('of HTTP_PROXY is asked for http', async () => {
    const way = await proxy();
    const http = nodeHttpClient({ env: { HTTP_PROXY: way.url }, userAgent: 'test' });
    const { result } = await attempt({ answers: [whole(CONTENT)], options: { http } });
    expect(result).toEqual(fetched);
    expect(way.asked).toEqual([expect.stringMatching(/^GET http:\/\/127\.0\.0\.1:\d+\/file\.npz$/)]);
  });

  test('is gone past for the hosts of NO_PROXY', async () => {
    const way = await proxy();
    const { result } = await overTls([whole(CONTENT)], { HTTPS_PROXY: way.url, NO_PROXY: 'example.org,127.0.0.1' });
    expect([result, way.asked]).toEqual([fetched, []]);
  });

  test('gets the name and password of its address, and no message shows them', async () => {
    const way = await proxy('407 Proxy Authentication Required');
    const { result } = await overTls([whole(CONTENT)], { HTTPS_PROXY: way.url.replace('//', '//anna:secret@') });
    expect(way.asked[0]).toContain(`Basic ${Buffer.from('anna:secret').toString('base64')}`);
    expect(result).toEqual(failed('download.proxy-refused', 5, { proxy: way.host }));
    if (!(result instanceof LeukoscopeError)) throw new TypeError('expected an error');
    for (const language of ['en', 'es'] as const) {
      const { message, hint } = result.textIn(language);
      expect(message).toContain('407');
      expect(message + hint).not.toMatch(/anna|secret/);
    }
  });

  test('that is not there is named', async () => {
    const { result } = await overTls([whole(CONTENT)], { HTTPS_PROXY: 'http://127.0.0.1:1' });
    expect(result).toEqual(failed('download.no-connection', 5, { trouble: 'refused', proxy: '127.0.0.1:1' }));
  });

  test('is not gone past by a Node that knows none', () => {
    const make = (nodeVersion: string) => () =>
      nodeHttpClient({ env: { HTTPS_PROXY: 'http://u:p@proxy.test:3128' }, userAgent: 'test', nodeVersion });
    expect(make('24.4.1')).toThrow(/^the proxy proxy\.test:3128 cannot be used with Node 24\.4\.1/);
    expect(make('24.5.0')).not.toThrow();
    expect(make('26.0.0')).not.toThrow();
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type Attempt, attempt, CONTENT, failed, hashOf, SHA256 } from '../../test/attempt-download.ts';
import { type Answer, breaking, fallingSilent, says, silent, whole } from '../../test/file-server.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Checksums, RemoteFile } from './remote-file.ts';

describe('a good server', () => {
  test('the file is at its place, whole, and nothing else is left', async () => {
    const { result, target, names, events, ranges } = await attempt({ answers: [whole(CONTENT)] });
    expect(result).toEqual({ status: 'fetched', bytes: CONTENT.length, sha256: SHA256, md5: hashOf('md5') });
    expect(readFileSync(target).equals(CONTENT)).toBe(true);
    expect([names(), events, ranges]).toEqual([['file.npz'], [], [undefined]]);
  });

  test.each<[string, Partial<RemoteFile>]>([
    ['only an md5 is known', { checksums: { md5: hashOf('md5') } }],
    ['no length is known', { bytes: null }],
    ['nothing is known', { bytes: null, checksums: {} }],
  ])('where %s', async (_, file) => {
    const { result } = await attempt({ answers: [whole(CONTENT)], file });
    expect(result).toMatchObject({ status: 'fetched', sha256: SHA256 });
  });

  test('that does not say the length', async () => {
    const chunked: Answer = (_, response) => {
      response.writeHead(200).write(CONTENT.subarray(0, 9));
      response.end(CONTENT.subarray(9));
    };
    expect((await attempt({ answers: [chunked] })).result).toMatchObject({ status: 'fetched' });
    expect((await attempt({ answers: [chunked], file: { bytes: null } })).result).toMatchObject({ status: 'fetched' });
  });

  test('progress counts bytes, from the first to the last', async () => {
    const seen: { stage: string; done: number; total: number | null }[] = [];
    await attempt({ answers: [whole(CONTENT)], options: { progress: { report: (update) => void seen.push(update) } } });
    const fetched = seen.filter(({ stage }) => stage === 'download');
    expect([fetched[0]?.done, fetched.at(-1)?.done, fetched.at(-1)?.total]).toEqual([0, 300_000, 300_000]);
    expect(seen.at(-1)).toMatchObject({ stage: 'hash', done: 300_000, total: 300_000 });
  });

  test('redirects are followed', async () => {
    const { result } = await attempt({ answers: [says(302, { location: '/elsewhere' }), whole(CONTENT)] });
    expect(result).toMatchObject({ status: 'fetched' });
  });
});

describe('a file that is there already', () => {
  test('is checked and left alone, offline too', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file.npz'), CONTENT);
    for (const offline of [false, true]) {
      const { result, ranges } = await attempt({ answers: [silent], folder, options: { offline } });
      expect([result, ranges]).toEqual([expect.objectContaining({ status: 'was-there', sha256: SHA256 }), []]);
    }
  });

  test.each([
    ['length', CONTENT.subarray(1)],
    ['sha256', Buffer.from(CONTENT).fill(7, 0, 1)],
  ])('and is another one by its %s is told of and kept', async (what, content) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file.npz'), content);
    const { result } = await attempt({ answers: [whole(CONTENT)], folder });
    expect(result).toEqual(failed('download.other-file', 3, { what }));
    expect(readFileSync(join(folder, 'file.npz')).equals(content)).toBe(true);
  });
});

describe('a connection that breaks', () => {
  test('is gone on with, each time from where it broke', async () => {
    const { result, ranges, events } = await attempt({
      answers: [breaking(CONTENT, 100_000), breaking(CONTENT, 100_000), whole(CONTENT)],
    });
    expect(result).toMatchObject({ status: 'fetched', sha256: SHA256 });
    expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=200000-']);
    // Each attempt brought something new, so that each counts as the first.
    expect(events.map((event) => event.kind === 'waiting' && event.waitMs)).toEqual([1000, 1000]);
  });

  test('always at the same place is given up, and what came is kept', async () => {
    const { result, ranges, names, events } = await attempt({ answers: [breaking(CONTENT, 1000, { ranges: false })] });
    expect(result).toEqual(
      failed('download.no-connection', 5, { trouble: 'broken', attempts: 5, receivedBytes: 1000 }),
    );
    expect([ranges.length, names()]).toEqual([5, ['file.npz.part', 'file.npz.part.json']]);
    const waits = events.flatMap((event) => (event.kind === 'waiting' ? [event.waitMs] : []));
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
  });

  test('a part of an earlier call is gone on with', async () => {
    const { result, ranges, events } = await attempt({
      answers: [whole(CONTENT)],
      part: { content: CONTENT.subarray(0, 123_456), etag: '"one"' },
    });
    expect(result).toMatchObject({ status: 'fetched', sha256: SHA256 });
    expect([ranges, events]).toEqual([['bytes=123456-'], [{ kind: 'resumed', fromBytes: 123_456 }]]);
  });

  test('a part that is whole already is only checked', async () => {
    const { result, ranges } = await attempt({ answers: [silent], part: { content: CONTENT, etag: null } });
    expect([result, ranges]).toEqual([expect.objectContaining({ status: 'fetched' }), []]);
  });

  test.each<[string, Attempt]>([
    [
      'a server without ranges',
      { answers: [says(200, {}, 'x')], part: { content: CONTENT.subarray(0, 10), etag: null } },
    ],
    ['a file that has changed', { answers: [whole(CONTENT)], part: { content: Buffer.from('old'), etag: '"zero"' } }],
  ])('%s begins anew', async (_, given) => {
    const ignoring: Answer = (__, response) => void response.writeHead(200, { 'content-length': 300_000 }).end(CONTENT);
    const { result, events } = await attempt({ ...given, answers: [ignoring] });
    expect(result).toMatchObject({ status: 'fetched', sha256: SHA256 });
    expect(events).toContainEqual({ kind: 'restarted', lostBytes: given.part?.content.length });
  });

  test.each<[string, Attempt['part'], Partial<RemoteFile>]>([
    ['is longer than the file', { content: Buffer.alloc(300_001), etag: '"one"' }, {}],
    ['is of another length', { content: Buffer.from('x'), etag: '"one"', bytes: 7 }, {}],
    ['cannot be known to be of this version', { content: CONTENT.subarray(0, 9), etag: null }, { checksums: {} }],
  ])('a part that %s is not gone on with', async (_, part, file) => {
    const { result, ranges } = await attempt({ answers: [whole(CONTENT)], part: part!, file });
    expect([result, ranges]).toEqual([expect.objectContaining({ sha256: SHA256 }), [undefined]]);
  });

  test('a part of another address, or with a note cut short, is not gone on with', async () => {
    for (const note of ['{"url": "https://other.test/file", "bytes": null, "validator": null}', '{"url']) {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'file.npz.part'), CONTENT.subarray(0, 10));
      writeFileSync(join(folder, 'file.npz.part.json'), note);
      const { result, ranges } = await attempt({ answers: [whole(CONTENT)], folder });
      expect([result, ranges]).toEqual([expect.objectContaining({ sha256: SHA256 }), [undefined]]);
    }
  });

  test('a server for which the part is too long is asked anew', async () => {
    const { result, ranges } = await attempt({
      answers: [says(416), whole(CONTENT)],
      part: { content: CONTENT.subarray(0, 10), etag: '"one"' },
    });
    expect([result, ranges]).toEqual([expect.objectContaining({ sha256: SHA256 }), ['bytes=10-', undefined]]);
  });

  test('an interruption keeps what came, and the next call goes on', async () => {
    const controller = new AbortController();
    const folder = temporaryFolder();
    const progress = { report: ({ done }: { done: number }) => void (done > 0 && controller.abort()) };
    const first = await attempt({
      answers: [fallingSilent(CONTENT, 1000)],
      folder,
      options: { signal: controller.signal, progress },
    });
    expect(first.result).toBe(controller.signal.reason);
    expect(first.names()).toEqual(['file.npz.part', 'file.npz.part.json']);
  });
});

describe('silence', () => {
  test('before an answer, and after the first bytes, is a broken connection', async () => {
    const { result, ranges } = await attempt({
      answers: [silent, fallingSilent(CONTENT, 5000), whole(CONTENT)],
      options: { stallMs: 500 },
    });
    expect([result, ranges]).toEqual([
      expect.objectContaining({ sha256: SHA256 }),
      [undefined, undefined, 'bytes=5000-'],
    ]);
  });

  test('for ever is given up', async () => {
    const { result } = await attempt({ answers: [silent], options: { stallMs: 10 } });
    expect(result).toEqual(failed('download.no-connection', 5, { trouble: 'silent', attempts: 5, receivedBytes: 0 }));
  });

  test('a slow server that keeps sending is waited for', async () => {
    const slow: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': 20 });
      let sent = 0;
      const timer = setInterval(() => {
        response.write('x');
        if (++sent === 20) clearInterval(timer);
      }, 40);
    };
    const file = { bytes: 20, checksums: {} };
    expect((await attempt({ answers: [slow], file, options: { stallMs: 500 } })).result).toMatchObject({ bytes: 20 });
  });
});

describe('a server that lies', () => {
  const wrong = Buffer.from(CONTENT).fill(1, 0, 5);
  const ranged =
    (total: number): Answer =>
    (_, response) => {
      response.writeHead(206, { 'content-range': `bytes 10-${total - 1}/${total}` }).end(CONTENT.subarray(10));
    };
  const openEnded =
    (content: Uint8Array): Answer =>
    (_, response) => {
      response.writeHead(200).end(content);
    };

  test.each<[string, Answer, Partial<RemoteFile>, object]>([
    ['announces less', whole(CONTENT.subarray(5)), {}, { got: 299_995, expected: 300_000 }],
    ['announces more', whole(Buffer.concat([CONTENT, wrong])), {}, { got: 600_000, expected: 300_000 }],
    ['sends less without saying so', openEnded(CONTENT.subarray(5)), {}, { got: 299_995, atLeast: false }],
    ['sends more without end', openEnded(Buffer.concat([CONTENT, CONTENT])), {}, { expected: 300_000, atLeast: true }],
  ])('about the length: %s', async (_, answer, file, details) => {
    const { result, names } = await attempt({ answers: [answer], file });
    expect(result).toEqual(failed('download.wrong-length', 3, details));
    expect(names()).toEqual([]);
  });

  test('about the length, when it is asked for the rest', async () => {
    const { result, names } = await attempt({
      answers: [ranged(400_000)],
      part: { content: CONTENT.subarray(0, 10), etag: '"one"' },
    });
    expect(result).toEqual(failed('download.wrong-length', 3, { got: 400_000, expected: 300_000 }));
    expect(names()).toEqual([]);
  });

  test.each<[Checksums, string]>([
    [{ sha256: SHA256 }, 'sha256'],
    [{ md5: hashOf('md5') }, 'md5'],
    [{ sha256: hashOf('sha256', wrong), md5: hashOf('md5') }, 'md5'],
  ])('about the file: %j, and nothing of it is kept', async (checksums, algorithm) => {
    const { result, names } = await attempt({ answers: [whole(wrong)], file: { checksums } });
    expect(result).toEqual(failed('download.wrong-checksum', 3, { algorithm }));
    expect(names()).toEqual([]);
  });

  test('with a web page instead of the file', async () => {
    const { result, names } = await attempt({
      answers: [says(200, { 'content-type': 'text/html; charset=utf-8' }, '<p>')],
    });
    expect(result).toEqual(failed('download.web-page', 5));
    expect(names()).toEqual([]);
  });

  test.each([
    ['insecure', '/file.npz', 'http://127.0.0.1:1/'],
    ['no-address', '', 'http://['],
  ])('with a redirect that is %s', async (reason, _, location) => {
    const http = {
      proxyFor: () => null,
      get: () =>
        Promise.resolve({ status: 302, headers: { location }, body: Readable.from([]), close: () => undefined }),
    };
    const file = { url: 'https://example.test/file.npz' };
    const { result } = await attempt({ answers: [silent], file, options: { http } });
    expect(result).toEqual(failed('download.bad-redirect', 5, { reason }));
  });

  test('with redirects without end', async () => {
    const { result, ranges } = await attempt({ answers: [says(302, { location: '/again' })] });
    expect(result).toEqual(failed('download.bad-redirect', 5, { reason: 'too-many' }));
    expect(ranges).toHaveLength(11);
  });
});

describe('a server in trouble', () => {
  test.each([404, 403, 410, 501])('%i is told at once', async (status) => {
    const { result, ranges } = await attempt({ answers: [says(status)] });
    expect(result).toEqual(failed('download.status', 5, { status }));
    expect(ranges).toHaveLength(1);
  });

  test.each([429, 500, 503])('%i is waited for', async (status) => {
    const { result, events } = await attempt({
      answers: [says(status, { 'retry-after': '3' }), says(status), whole(CONTENT)],
    });
    expect(result).toMatchObject({ status: 'fetched' });
    expect(events).toEqual([
      { kind: 'waiting', waitMs: 3000, attempt: 1, attempts: 5 },
      { kind: 'waiting', waitMs: 2000, attempt: 2, attempts: 5 },
    ]);
  });

  test('that lasts is told', async () => {
    const { result, ranges } = await attempt({ answers: [says(503)] });
    expect(result).toEqual(failed('download.status', 5, { status: 503 }));
    expect(ranges).toHaveLength(5);
  });

  test('that asks for an hour is not waited for', async () => {
    const { result, ranges } = await attempt({ answers: [says(429, { 'retry-after': '3600' })] });
    expect([result, ranges.length]).toEqual([failed('download.status', 5, { status: 429 }), 1]);
  });
});

test('each error is told in both languages, without what is not known', async () => {
  const { result } = await attempt({ answers: [says(404)], file: { page: 'https://publisher.test/set' } });
  if (!(result instanceof LeukoscopeError)) throw new TypeError('expected an error');
  expect(result.message).toMatch(/^cannot get http:.*: the server answered 404, expected 200\.$/);
  expect(result.hint).toContain('https://publisher.test/set');
  expect(result.textIn('es').message).toMatch(/^no se puede traer http:.*: el servidor respondió 404/);
});

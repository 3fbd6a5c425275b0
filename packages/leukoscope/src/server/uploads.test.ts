import { describe, expect, it } from 'vitest';
import { animated, png, pngOfClaimedSize } from '../../test/png.ts';
import { zipFile } from '../datasets/testing/zip-file.ts';
import type { TestClient } from './testing/test-client.ts';
import { testServer } from './testing/test-server.ts';

const picture = (grey: number) => png(12, 12, new Uint8Array(432).fill(grey));
const OCTETS = { 'content-type': 'application/octet-stream' };

async function aCase(client: TestClient): Promise<{ id: string }> {
  return { id: (await client.ok('addCase', { body: { patientName: 'P', title: 'T' } })).id };
}

/** A form of files, as a browser sends it. */
function form(files: readonly (readonly [name: string, bytes: Uint8Array])[]): FormData {
  const made = new FormData();
  for (const [name, bytes] of files) made.append('files', new Blob([new Uint8Array(bytes)]), name);
  return made;
}

describe('an upload', () => {
  it('takes what is a picture by its content, and tells of the rest why not', async () => {
    await using server = await testServer();
    const client = await server.client();
    const params = await aCase(client);
    const good = picture(90);
    const files = [
      ['cell.txt', good],
      ['again.png', good],
      ['cut.png', good.subarray(0, 60)],
      ['text.png', Buffer.from('no picture')],
      ['empty.png', Buffer.alloc(0)],
      ['page.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['film.png', animated(good)],
      ['bomb.png', pngOfClaimedSize(60_000, 60_000)],
      ['C:\\pictures\\..\\two.png', picture(120)],
    ] as const;
    const answer = await client.ok('addImages', { params, raw: form(files), headers: { 'accept-language': 'es' } });
    expect(answer).toMatchObject({ added: 2, doubles: 1, rejectedCount: 6 });
    expect(answer.rejected.map(({ name, code }) => [name, code])).toEqual([
      ['cut.png', expect.stringMatching(/^image\./)],
      ['text.png', 'image.not-an-image'],
      ['empty.png', 'image.empty'],
      ['page.svg', 'image.unsupported-format'],
      ['film.png', 'image.animated'],
      ['bomb.png', 'image.too-large'],
    ]);
    expect(answer.rejected.every(({ reason }) => reason.length > 20)).toBe(true);
    const { fileName } = await client.ok('getCell', { params: { ...params, number: 2 } });
    expect(fileName).toBe('two.png');
  });

  it('takes zip files of pictures, and nothing of one that leads out or swells up', async () => {
    await using server = await testServer();
    const client = await server.client();
    const params = await aCase(client);
    const good = zipFile([
      { name: 'smear/1.png', data: picture(10) },
      { name: 'smear/2.png', data: picture(20) },
      { name: 'smear/notes.txt', data: Buffer.from('words') },
    ]);
    const out = zipFile([{ name: '../../out.png', data: picture(30) }]);
    const bomb = zipFile([{ name: 'bomb.png', data: Buffer.alloc(20_000_000) }]);
    const answer = await client.ok('addImages', {
      params,
      raw: form([
        ['good.zip', good],
        ['out.zip', out],
        ['bomb.zip', bomb],
      ]),
    });
    expect(answer.added).toBe(2);
    expect(answer.rejected.map(({ name, code }) => `${name} ${code}`).toSorted()).toEqual([
      'bomb.zip download.bad-archive',
      'notes.txt image.not-an-image',
      'out.zip download.bad-archive',
    ]);
  });

  it('may be one file as the body', async () => {
    await using server = await testServer();
    const client = await server.client();
    const params = await aCase(client);
    const sent = { params, query: { name: 'one.png' }, raw: picture(5) as never, headers: OCTETS };
    expect(await client.ok('addImages', sent)).toMatchObject({ added: 1, rejectedCount: 0 });
    expect(await client.refused('addImages', { params, raw: 'x', headers: { 'content-type': 'text/plain' } })).toBe(
      '415 api.unsupported-media',
    );
    expect(
      await client.refused('addImages', { params, raw: 'x', headers: { 'content-type': 'multipart/form-data' } }),
    ).toBe('400 api.invalid');
    expect(
      await client.refused('addImages', {
        params,
        raw: '--x\r\nbroken',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      }),
    ).toBe('400 api.invalid');
  });

  it('shows each picture in the size asked for, and no file that is not a cell', async () => {
    await using server = await testServer();
    const client = await server.client();
    const params = await aCase(client);
    await client.ok('addImages', {
      params,
      query: { name: 'one.png' },
      raw: png(200, 100, new Uint8Array(60_000).fill(7)) as never,
      headers: OCTETS,
    });
    const { imageHashes } = await client.ok('getCells', { params });
    const small = await client.send('getImage', { params: { hash: imageHashes[0]! }, query: { side: 64 } });
    expect(small.headers.get('content-type')).toBe('image/webp');
    expect(small.headers.get('cache-control')).toContain('immutable');
    const again = await client.send('getImage', {
      params: { hash: imageHashes[0]! },
      query: { side: 64 },
      headers: { 'if-none-match': small.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    const whole = await client.send('getImage', { params: { hash: imageHashes[0]! } });
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(await client.refused('getImage', { params: { hash: '0'.repeat(64) } })).toMatch(/^404 /);
    await client.ok('deletePatient', { params: { id: (await client.ok('getCase', { params })).patient.id } });
    expect(await client.refused('getImage', { params: { hash: imageHashes[0]! } })).toMatch(/^404 /);
  });
});

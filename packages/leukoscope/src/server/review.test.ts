import { describe, expect, it } from 'vitest';
import { tinyCard, tinyTrainer } from '../../test/tiny-model.ts';
import { writeModelFile } from '../models/model-file.ts';
import { ended } from './testing/ended.ts';
import { type TestServer, testServer } from './testing/test-server.ts';

describe('a case from import to signature', () => {
  it('loads generated cells, classifies, reviews, signs and exports them', async () => {
    await using server: TestServer = await testServer();
    const client = await server.client();
    const trainer = tinyTrainer();
    const bytes = await writeModelFile(tinyCard(), await trainer.state());
    const model = await client.ok('installModel', {
      raw: new Uint8Array(bytes),
      query: { name: 'tiny' },
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(model).toMatchObject({ name: 'tiny', state: 'present', types: null });
    const made = await client.ok('addCase', { body: { patientName: 'P-1', title: 'Smear' } });
    const params = { id: made.id };
    const imported = await client.ok('importImages', {
      params,
      body: { dataset: 'synthetic:1,patients=1,cells=30,size=32' },
    });
    expect(await ended(client, imported.id)).toMatchObject({ state: 'done', done: 30, total: 30, rejected: [] });
    const classified = await client.ok('classifyCase', { params, body: {} });
    expect(await ended(client, classified.id)).toMatchObject({ state: 'done', done: 30, total: 30 });
    const cells = await client.ok('getCells', { params });
    expect(cells.count).toBe(30);
    expect(cells.probability.every((probability) => probability !== null)).toBe(true);
    const before = await client.ok('getSummary', { params });
    expect(before).toMatchObject({ cells: 30, classified: 30, reviewed: 0, unidentified: 0 });
    await client.ok('addReviews', {
      params,
      body: {
        changes: [
          { number: 1, typeCode: 'MYB' },
          { number: 2, typeCode: 'unidentified' },
        ],
      },
    });
    expect(await client.refused('signCase', { params })).toBe('409 store.case-unidentified');
    await client.ok('addReviews', { params, body: { changes: [{ number: 2, typeCode: null }] } });
    const changed = await client.ok('getCells', { params, query: { since: cells.version } });
    expect(changed.numbers).toEqual([1, 2]);
    expect(await client.ok('signCase', { params })).toMatchObject({ state: 'signed' });
    expect(await client.refused('addReviews', { params, body: { changes: [{ number: 3, typeCode: 'MYB' }] } })).toBe(
      '409 store.case-signed',
    );
    const csv = await (await client.send('exportCsv', { params })).text();
    expect(csv.split('\n')[1]).toMatch(/^1,"synthetic:1,/);
    expect(csv.split('\n')[1]).toContain(',MYB');
    expect((await client.ok('verifyAudit')).ok).toBe(true);
  });
});

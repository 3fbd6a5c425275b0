import { Fhir } from 'fhir/fhir.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyCard, tinyTrainer, tinyType } from '../../test/tiny-model.ts';
import { writeModelFile } from '../models/model-file.ts';
import { ended } from './testing/ended.ts';
import type { TestClient } from './testing/test-client.ts';
import { type TestServer, testServer } from './testing/test-server.ts';

let server: TestServer;
let client: TestClient;
let params: { id: string };

beforeAll(async () => {
  server = await testServer();
  client = await server.client();
  const types = [tinyType('NGS'), tinyType('MYO', 'atypical')];
  const bytes = await writeModelFile(tinyCard({ types }), await tinyTrainer(1, types).state());
  await client.ok('installModel', { raw: bytes as never, headers: { 'content-type': 'application/octet-stream' } });
  params = { id: (await client.ok('addCase', { body: { patientName: 'P <b>1</b>', title: '=Smear' } })).id };
  const imported = await client.ok('importImages', {
    params,
    body: { dataset: 'synthetic:1,patients=1,cells=24,size=32' },
  });
  await ended(client, imported.id);
  await ended(client, (await client.ok('classifyCase', { params, body: {} })).id);
  await client.ok('addReviews', {
    params,
    body: {
      changes: [
        { number: 1, typeCode: 'KSC' },
        { number: 2, typeCode: 'MYO' },
      ],
    },
  });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const exported = async (name: 'exportCsv' | 'exportHtml' | 'exportPdf' | 'exportFhir', language = 'en') => {
  const response = await client.send(name, { params, headers: { 'accept-language': language } });
  expect(response.status).toBe(200);
  return response;
};

describe('a case as', () => {
  it('a table that a spreadsheet opens without running anything', async () => {
    const bytes = Buffer.from(await (await exported('exportCsv')).arrayBuffer());
    // Decoders leave the mark out; spreadsheets look for it.
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const text = bytes.subarray(3).toString();
    const [head, first] = text.split('\n');
    expect(head).toBe(
      'number,file,image_hash,model,probability,prediction,type,first_reading,second_reading,adjudication,final',
    );
    expect(first).toMatch(/,KSC,,,KSC$/);
    expect(text.trim().split('\n')).toHaveLength(25);
  });

  it('a report in both languages, with names as text and no script', async () => {
    const english = await exported('exportHtml');
    const page = await english.text();
    expect(english.headers.get('content-security-policy')).toContain('sandbox');
    expect(page).toContain('P &lt;b&gt;1&lt;/b&gt;');
    expect(page).not.toMatch(/<script/);
    expect(page).toContain('Not signed: a draft');
    expect(page).toContain('blasts among leukocytes');
    expect(await (await exported('exportHtml', 'es')).text()).toContain('Sin firmar: borrador');
  });

  it('a FHIR R4 bundle that the validator finds nothing wrong with', async () => {
    const bundle = (await (await exported('exportFhir')).json()) as object;
    const { valid, messages } = new Fhir().validate(bundle, { errorOnUnexpected: true });
    // Warnings are of codes beyond the sets that FHIR gives as examples: ours, and those that it leaves to others.
    expect(messages.filter(({ severity }) => severity !== 'info' && severity !== 'warning')).toEqual([]);
    expect(valid).toBe(true);
    const resources = (
      bundle as { entry: { resource: { resourceType: string; status?: string; code?: unknown } }[] }
    ).entry.map(({ resource }) => resource);
    expect(resources.map(({ resourceType }) => resourceType).slice(0, 2)).toEqual(['Patient', 'DiagnosticReport']);
    expect(resources[1]!.status).toBe('preliminary');
    // Nobody has signed: nothing of it is a manual count.
    expect(JSON.stringify(bundle)).not.toContain('loinc');
  });

  it('what the model looked at in a cell', async () => {
    const response = await client.send('getSaliency', { params: { ...params, number: 3 } });
    expect(response.status).toBe(200);
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(await client.refused('getNearest', { params: { ...params, number: 3 } })).toBe('404 api.not-found');
  });
});

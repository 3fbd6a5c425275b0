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
  await client.ok('installModel', {
    raw: new Uint8Array(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  });
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

/**
 * By type, the LOINC term that it is exactly, with its long common name. Certain: each counts one type of ours
 * and no other, in percent of the leukocytes, in blood, by a person.
 */
const LOINC_OF: Readonly<Record<string, readonly [code: string, name: string]>> = {
  NGS: ['769-0', 'Segmented neutrophils/100 leukocytes in Blood by Manual count'],
  NGB: ['764-1', 'Band form neutrophils/100 leukocytes in Blood by Manual count'],
  MON: ['744-3', 'Monocytes/100 leukocytes in Blood by Manual count'],
  EOS: ['714-6', 'Eosinophils/100 leukocytes in Blood by Manual count'],
  BAS: ['707-0', 'Basophils/100 leukocytes in Blood by Manual count'],
  MMZ: ['740-1', 'Metamyelocytes/100 leukocytes in Blood by Manual count'],
  MYB: ['749-2', 'Myelocytes/100 leukocytes in Blood by Manual count'],
};

interface Coded {
  readonly status?: string;
  readonly code?: { readonly coding: readonly { readonly system: string; readonly code: string }[] };
}
interface Bundle {
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Coded }[];
}

async function bundleOf(id: string): Promise<Bundle> {
  return (await (await client.send('exportFhir', { params: { id } })).json()) as Bundle;
}

const codeIn = (system: string, { code }: Coded) => code?.coding.find((coding) => coding.system === system)?.code;
const typeOf = (resource: Coded) => codeIn('urn:leukoscope:cell-type', resource);

/** Type and LOINC code of every resource that has one. */
function loincCodes({ entry }: Bundle): (readonly [string | undefined, string])[] {
  return entry.flatMap(({ resource }) => {
    const loinc = codeIn('http://loinc.org', resource);
    return loinc === undefined ? [] : [[typeOf(resource), loinc] as const];
  });
}

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

  it('a FHIR bundle with LOINC codes where a person signed and they are certain, the same each time', async () => {
    const { id } = await client.ok('addCase', { body: { patientName: 'P-2', title: 'Smear' } });
    const dataset = 'synthetic:2,patients=1,cells=24,size=32';
    await ended(client, (await client.ok('importImages', { params: { id }, body: { dataset } })).id);
    const codes = [...Object.keys(LOINC_OF), 'LYT', 'PMO', 'PMB', 'MYO', 'MOB'];
    const changes = Array.from({ length: 24 }, (_, at) => ({ number: at + 1, typeCode: codes[at % codes.length]! }));
    await client.ok('addReviews', { params: { id }, body: { changes } });
    await client.ok('signCase', { params: { id } });
    const first = await bundleOf(id);
    expect(Object.fromEntries(loincCodes(first))).toEqual(
      Object.fromEntries(Object.entries(LOINC_OF).map(([type, [loinc]]) => [type, loinc])),
    );
    expect(new Fhir().validate(first, { errorOnUnexpected: true }).valid).toBe(true);
    expect(await bundleOf(id)).toEqual({ ...first, timestamp: expect.any(String) });
    // Smudge cells are counted beside the leukocytes: no share is of leukocytes alone.
    await client.ok('unlockCase', { params: { id }, body: { reason: 'a smudge cell' } });
    await client.ok('addReviews', { params: { id }, body: { changes: [{ number: 1, typeCode: 'KSC' }] } });
    await client.ok('signCase', { params: { id } });
    const second = await bundleOf(id);
    expect(loincCodes(second)).toEqual([]);
    expect(second.entry.map(({ resource }) => resource.status)).not.toContain('final');
    const idOf = ({ entry }: Bundle, type: string) => entry.find(({ resource }) => typeOf(resource) === type)?.fullUrl;
    expect(idOf(second, 'MON')).toBe(idOf(first, 'MON'));
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

import { beforeAll, describe, expect, it } from 'vitest';
import { requireBuild } from '../../test/program.ts';
import { tinyCard, tinyTrainer, tinyType } from '../../test/tiny-model.ts';
import type { Scheme, SchemeGroup } from '../cells/scheme.ts';
import { schemeOfRows } from '../cells/scheme-rows.ts';
import { writeModelFile } from '../models/model-file.ts';
import type { ModelType } from '../models/model-types.ts';
import { ended } from './testing/ended.ts';
import type { TestClient } from './testing/test-client.ts';
import { testServer } from './testing/test-server.ts';

// Training runs the built program.
beforeAll(requireBuild);

const OWN = ownScheme('ours', { SANO: 'typical', RARO: 'atypical' });

/** A case that was classified by the present model shows the types that it knows. */
async function expectTypesInReview(client: TestClient, types: readonly string[]): Promise<void> {
  const { id } = await client.ok('addCase', { body: { patientName: 'P-2', title: 'Smear' } });
  const params = { id };
  const dataset = 'synthetic:2,patients=1,cells=12,size=32';
  await ended(client, (await client.ok('importImages', { params, body: { dataset } })).id);
  await ended(client, (await client.ok('classifyCase', { params, body: {} })).id);
  const { codes, type } = await client.ok('getCells', { params });
  const called = type.filter((at) => at >= 0).map((at) => codes[at]!);
  expect(called.length).toBeGreaterThan(0);
  expect(called.filter((code) => !types.includes(code))).toEqual([]);
  const { prediction } = await client.ok('getCell', { params: { id, number: 1 } });
  expect(prediction?.types?.map(({ code }) => code)).toEqual(types);
  expect(prediction!.types!.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 4);
}

describe('reviewed cells', () => {
  it('become a data set, a trained model with its test, and the model in use; and back', {
    timeout: 240_000,
  }, async () => {
    await using server = await testServer();
    const client = await server.client();
    // Types that the default scheme does not know.
    const types = [tinyType('SANO'), tinyType('RARO', 'atypical')];
    const first = await installed(client, { types, scheme: OWN });
    const { id } = await client.ok('addCase', { body: { patientName: 'P-1', title: 'Smear' } });
    const params = { id };
    const dataset = 'synthetic:1,patients=2,cells=120,size=32';
    await ended(client, (await client.ok('importImages', { params, body: { dataset } })).id);
    await ended(client, (await client.ok('classifyCase', { params, body: {} })).id);
    const changes = Array.from({ length: 120 }, (_, at) => ({
      number: at + 1,
      typeCode: at % 2 === 0 ? 'SANO' : 'RARO',
    }));
    await client.ok('addReviews', { params, body: { changes } });
    await client.ok('signCase', { params });
    const version = await client.ok('addDatasetVersion', { body: { caseIds: [id] } });
    expect(version).toMatchObject({ cells: 120, patients: 1, byType: [{ cells: 60 }, { cells: 60 }] });
    expect(await client.refused('addTraining', { body: { datasetVersionId: version.id, recipe: '../../etc' } })).toBe(
      '404 recipe.unknown',
    );
    const asked = { datasetVersionId: version.id, recipe: 'fast', epochs: 2, classes: 'types' } as const;
    const begun = await client.ok('addTraining', { body: asked });
    expect(begun).toMatchObject({ recipe: 'fast', epochs: 2, classes: 'types' });
    const job = await ended(client, begun.jobId!);
    expect(job).toMatchObject({ kind: 'train', state: 'done', error: null });
    const training = await client.ok('getTraining', { params: { id: begun.id } });
    expect(training.metrics.map(({ epoch }) => epoch)).toEqual([1, 2]);
    const model = await client.ok('getModel', { params: { id: training.modelId! } });
    expect(model).toMatchObject({ state: 'candidate', synthetic: true });
    expect(model.types?.toSorted()).toEqual(['RARO', 'SANO']);
    expect(model.scheme).toEqual((await client.ok('getModel', { params: { id: first.id } })).scheme);
    expect(model.evaluation!.cells).toBeGreaterThan(10);
    const comparison = await client.ok('getComparison', { params: { id: begun.id } });
    expect(comparison.present).not.toBeNull();
    for (const name of ['modelEvaluation', 'modelPage', 'modelMap'] as const) {
      const page = async (query: { language?: 'en' | 'es' }) => {
        // What an address asks for comes before what a browser prefers.
        const headers = { 'accept-language': 'es-GT, en;q=0.5' };
        const response = await client.send(name, { params: { id: model.id }, query, headers });
        expect(response.status, name).toBe(200);
        return /<html lang="(\w+)"/.exec(await response.text())?.[1];
      };
      expect([await page({ language: 'en' }), await page({})], name).toEqual(['en', 'es']);
    }
    expect(await client.ok('promoteModel', { params: { id: model.id } })).toMatchObject({ state: 'present' });
    await expectTypesInReview(client, model.types!);
    expect(await client.ok('rollBackModel')).toMatchObject({ id: first.id, state: 'present' });
    expect(server.logged.join('')).not.toMatch(/P-1|synthetic:/);
  });

  it('are not mixed where the schemes that they were labelled by disagree', async () => {
    await using server = await testServer();
    const client = await server.client();
    const contrary = ownScheme('theirs', { SANO: 'atypical', RARO: 'typical' });
    const caseIds: string[] = [];
    for (const scheme of [OWN, contrary]) {
      const model = await installed(client, { scheme });
      await client.ok('promoteModel', { params: { id: model.id } });
      const { id } = await client.ok('addCase', { body: { patientName: scheme.id, title: 'Smear' } });
      const params = { id };
      const body = { dataset: `synthetic:${caseIds.length},patients=1,cells=6,size=32` };
      await ended(client, (await client.ok('importImages', { params, body })).id);
      await ended(client, (await client.ok('classifyCase', { params, body: {} })).id);
      await client.ok('addReviews', { params, body: { changes: [{ number: 1, typeCode: 'SANO' }] } });
      caseIds.push(id);
    }
    const { id } = await client.ok('addDatasetVersion', { body: { caseIds } });
    const body = { datasetVersionId: id, recipe: 'fast' };
    expect(await client.refused('addTraining', { body })).toBe('409 case.mixed-schemes');
  });
});

function ownScheme(name: string, groups: Readonly<Record<string, SchemeGroup>>): Scheme {
  const rows = Object.entries(groups).map(([code, group], at) => ({ line: at + 2, fields: [code, code, code, group] }));
  return schemeOfRows([{ line: 1, fields: ['label', 'code', 'name', 'group'] }, ...rows], `${name}.csv`);
}

async function installed(client: TestClient, card: { scheme: Scheme; types?: ModelType[] }) {
  const bytes = await writeModelFile(tinyCard(card), await tinyTrainer(1, card.types ?? null).state());
  const octets = { 'content-type': 'application/octet-stream' };
  return await client.ok('installModel', { raw: new Uint8Array(bytes), headers: octets });
}

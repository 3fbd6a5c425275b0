/**
 * Writes a small store as the code beside it makes it: run it once for each version of the tables, with the code of that
 * version, and keep the file, `node --conditions=source …/golden/make-store.ts …/golden/store-1.sqlite`. Pages are small,
 * so that the file is.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../../sqlite.node.ts';
import { openStore } from '../../store.ts';

const [out = 'store.sqlite'] = process.argv.slice(2);
const PAGE_BYTES = 1024;
const folder = await mkdtemp(join(tmpdir(), 'leukoscope-golden-'));
let seconds = 0;
let ids = 0;
{
  await using store = await openStore({
    ...{ folder, command: 'make-store' },
    clock: () => new Date(Date.UTC(2026, 0, 1) + ++seconds * 1000),
    random: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  });
  const { id: userId } = await store.users.create({ userId: null }, { name: 'Ana', role: 'admin', passwordHash: 'x' });
  const actor = { userId };
  const image = (name: string) => ({
    ...{ fileName: `${name}.png`, bytes: Buffer.from(name), width: 64, height: 48, format: 'png' },
  });
  const caseOf = async (name: string) => {
    const { id: patientId } = await store.patients.create(actor, { name });
    const { id } = await store.cases.create(actor, { patientId, title: `smear of ${name}`, note: '' });
    await store.cells.add(actor, id, [image(`${name}-1`), image(`${name}-2`), image(`${name}-3`)]);
    return { patientId, caseId: id };
  };
  const gone = await caseOf('P-1');
  const { caseId } = await caseOf('P-2');
  const bytes = Buffer.from('model');
  const model = await store.models.add(actor, { name: 'm', bytes, card: { a: 1 }, types: ['NGS', 'MYO'] });
  await store.models.promote(actor, model.id);
  await store.predictions.put(caseId, model.id, [
    {
      ...{ number: 2, probability: 0.75, called: 'atypical', typeIndex: 1, strangeness: 0.5 },
      typeProbabilities: Float32Array.of(0.25, 0.75),
    },
  ]);
  await store.cases.showModel(actor, caseId, model.id);
  await store.reviews.add(actor, caseId, {
    ...{ reading: 'first', changes: [1, 2, 3].map((number) => ({ number, typeCode: 'LYT' })) },
  });
  await store.reviews.add(actor, caseId, { reading: 'first', changes: [{ number: 3, typeCode: 'MYO' }] });
  await store.comments.add(actor, caseId, { number: 1, text: 'a vacuole' });
  await store.datasetVersions.create(actor, { caseIds: [caseId] });
  await store.jobs.create(actor, { kind: 'classify', caseId, parameters: { modelId: model.id }, total: 3 });
  await store.patients.remove(actor, gone.patientId);
  await store.cases.sign(actor, caseId);
}
const database = openDatabase(join(folder, 'store.sqlite'));
await sql`PRAGMA journal_mode = DELETE`.execute(database);
await sql.raw(`PRAGMA page_size = ${PAGE_BYTES}`).execute(database);
await sql`VACUUM INTO ${out}`.execute(database);
await database.destroy();
await rm(folder, { recursive: true });

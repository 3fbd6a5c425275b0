import { encodePng } from '../../packages/leukoscope/src/images/codec.node.ts';
import { writeModelFile } from '../../packages/leukoscope/src/models/model-file.ts';
import { hashPassword } from '../../packages/leukoscope/src/store/password.ts';
import { openStore, type Store } from '../../packages/leukoscope/src/store/store.ts';
import { tinyCard, tinyTrainer, tinyType } from '../../packages/leukoscope/test/tiny-model.ts';

const NOBODY = { userId: null };
const SIDE_PX = 64;
const BATCH = 1000;
/** Above it a cell of the filled case is called atypical. */
const THRESHOLD = 0.7;

export const PASSWORD = 'correct horse battery';

const TYPES = [tinyType('NGS'), tinyType('MYO', 'atypical')];
const CARD = tinyCard({ types: TYPES });

/** A model that tells NGS, typical, from MYO, atypical, and has learnt nothing. */
export async function tinyModelFile(): Promise<Uint8Array> {
  return writeModelFile(CARD, await tinyTrainer(1, TYPES).state());
}

/** Does something with the store of a data folder before the server has it. */
export async function inStore<Result>(dataFolder: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  await using store = await openStore({ folder: dataFolder, command: 'a test' });
  return await work(store);
}

/** Users who sign in with `PASSWORD`, by name. */
export async function addUsers(
  store: Store,
  roles: Readonly<Record<string, 'viewer' | 'reviewer' | 'admin'>>,
): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  for (const [name, role] of Object.entries(roles)) await store.users.create(NOBODY, { name, role, passwordHash });
}

/** Installs `tinyModelFile` and puts it to use. @returns its id */
export async function addTinyModel(store: Store): Promise<string> {
  const card = JSON.parse(JSON.stringify(CARD));
  const types = TYPES.map(({ code }) => code);
  const { id } = await store.models.add(NOBODY, { name: 'tiny', bytes: await tinyModelFile(), card, types });
  await store.models.promote(NOBODY, id);
  return id;
}

/**
 * A case of so many cells that `tinyModelFile` has called, three in ten of them MYO, each with bytes of its own: what
 * stands behind a picture's end is not read.
 *
 * @returns the case's id
 */
export async function addClassifiedCase(store: Store, cells: number): Promise<string> {
  const modelId = await addTinyModel(store);
  const patient = await store.patients.create(NOBODY, { name: 'P-1' });
  const { id } = await store.cases.create(NOBODY, { patientId: patient.id, title: 'Smear', note: '' });
  const data = new Uint8Array(SIDE_PX * SIDE_PX * 3).map((_, at) => (at * 7) % 256);
  const picture = await encodePng({ widthPx: SIDE_PX, heightPx: SIDE_PX, data });
  for (let from = 0; from < cells; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, cells - from) }, (_, at) => from + at + 1);
    const images = numbers.map((number) => ({
      ...{ fileName: `${number}.png`, width: SIDE_PX, height: SIDE_PX, format: 'png' },
      bytes: Buffer.concat([picture, Buffer.from(String(number))]),
    }));
    await store.cells.add(NOBODY, id, images);
    await store.predictions.put(id, modelId, numbers.map(prediction));
  }
  await store.cases.showModel(NOBODY, id, modelId);
  return id;
}

/** Probabilities that a prime number scatters over [0, 1), so that every thousand numbers have each once. */
function prediction(number: number) {
  const probability = ((number * 7919) % 1000) / 1000;
  const isAtypical = probability >= THRESHOLD;
  return {
    ...{ number, probability, strangeness: null, typeIndex: isAtypical ? 1 : 0 },
    called: isAtypical ? ('atypical' as const) : ('typical' as const),
    typeProbabilities: Float32Array.of(1 - probability, probability),
  };
}

import type { BackupWatch } from '../backup/write-backup.ts';
import type { Actor } from '../rows.ts';
import { openStore, type Store } from '../store.ts';

export const BY_NOBODY: Actor = { userId: null };

/** A clock that goes on by one second at each look, and ids that count. */
function steadyWorld(): { clock: () => Date; random: () => string } {
  let seconds = 0;
  let ids = 0;
  return {
    clock: () => {
      seconds += 1;
      return new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
    },
    random: () => {
      ids += 1;
      return `id-${String(ids).padStart(6, '0')}`;
    },
  };
}

export async function openTestStore(folder: string, world = steadyWorld()): Promise<Store> {
  return await openStore({ folder, command: 'a test', ...world });
}

/** Bytes that stand for an image; the store does not look into them. */
export function imageNamed(name: string) {
  return { fileName: `${name}.png`, bytes: Buffer.from(`image ${name}`), width: 64, height: 64, format: 'png' };
}

/** A patient with one case of so many cells. */
export async function caseOf(store: Store, cells: number, name = 'P-1') {
  const patient = await store.patients.create(BY_NOBODY, { name });
  const { id } = await store.cases.create(BY_NOBODY, { patientId: patient.id, title: 'smear', note: '' });
  const images = Array.from({ length: cells }, (_, index) => imageNamed(`${name}-${index}`));
  if (cells > 0) await store.cells.add(BY_NOBODY, id, images);
  return { patientId: patient.id, caseId: id };
}

/** A model of two types, as far as the store looks. */
export async function addModel(store: Store, name = 'model') {
  return await store.models.add(BY_NOBODY, { name, bytes: Buffer.from(name), card: { name }, types: ['NGS', 'MYO'] });
}

/** What long work is given that nobody watches. */
export function unwatched(): BackupWatch {
  return { progress: { report: () => undefined }, signal: new AbortController().signal };
}

import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { openStore } from './store.ts';
import { addModel, BY_NOBODY, caseOf, openTestStore } from './testing/temporary-store.ts';

async function opened() {
  const store = await openTestStore(temporaryFolder());
  return { store, ...(await caseOf(store, 3)) };
}

const label = (number: number, typeCode: string | null) => ({
  reading: 'first' as const,
  changes: [{ number, typeCode }],
});

describe('a case', () => {
  it('is signed only when every cell is named, and then takes no change until it is unlocked', async () => {
    const { store: made, caseId } = await opened();
    await using store = made;
    await store.reviews.add(BY_NOBODY, caseId, label(1, 'LYT'));
    await store.reviews.add(BY_NOBODY, caseId, label(2, 'unidentified'));
    await expect(store.cases.sign(BY_NOBODY, caseId)).rejects.toMatchObject({
      ...{ code: 'store.case-unidentified', details: { cells: 2 } },
    });
    await store.reviews.add(BY_NOBODY, caseId, label(2, 'MON'));
    await store.reviews.add(BY_NOBODY, caseId, label(3, 'MYO'));
    expect(await store.cases.sign(BY_NOBODY, caseId)).toMatchObject({ state: 'signed' });
    const signed = { code: 'store.case-signed' };
    await expect(store.reviews.add(BY_NOBODY, caseId, label(1, 'MYO'))).rejects.toMatchObject(signed);
    await expect(store.cases.update(BY_NOBODY, caseId, { title: 'x' })).rejects.toMatchObject(signed);
    await expect(store.comments.add(BY_NOBODY, caseId, { number: null, text: 'x' })).rejects.toMatchObject(signed);
    await expect(store.cases.sign(BY_NOBODY, caseId)).rejects.toMatchObject(signed);
    expect(await store.cases.unlock(BY_NOBODY, caseId, { reason: 'a mistake' })).toMatchObject({ state: 'open' });
    await store.reviews.add(BY_NOBODY, caseId, label(1, 'MYO'));
    const { rows } = await store.audit.list();
    expect(rows.map(({ action }) => action).slice(0, 3)).toEqual(['cell.label', 'case.unlock', 'case.sign']);
    expect(JSON.stringify(rows)).not.toContain('a mistake');
  });

  it('counts the model’s word where no person has spoken, and adjudication over the readings', async () => {
    const { store: made, caseId } = await opened();
    await using store = made;
    const { id } = await addModel(store);
    const seen = {
      probability: 0.1,
      called: 'typical' as const,
      typeIndex: 0,
      typeProbabilities: null,
      strangeness: null,
    };
    await store.predictions.put(
      caseId,
      id,
      [1, 2].map((number) => ({ number, ...seen })),
    );
    await store.cases.showModel(BY_NOBODY, caseId, id);
    expect(await store.cases.unidentifiedCount(caseId)).toBe(1);
    for (const [reading, typeCode] of [
      ['adjudication', 'MYO'],
      ['first', 'LYT'],
      ['second', 'EOS'],
    ] as const) {
      await store.reviews.add(BY_NOBODY, caseId, { reading, changes: [{ number: 3, typeCode }] });
    }
    const version = await store.datasetVersions.create(BY_NOBODY, { caseIds: [caseId] });
    expect(await store.datasetVersions.cells(version.id)).toMatchObject([{ number: 3, typeCode: 'MYO' }]);
    await store.cases.sign(BY_NOBODY, caseId);
    const signed = await store.datasetVersions.create(BY_NOBODY, { caseIds: [caseId] });
    const codes = (await store.datasetVersions.cells(signed.id)).map(({ typeCode }) => typeCode);
    expect(codes).toEqual(['NGS', 'NGS', 'MYO']);
  });
});

describe('a review', () => {
  it('is kept when another takes its place; undoing is another; the same again is none', async () => {
    const { store: made, caseId } = await opened();
    await using store = made;
    const [first] = await store.reviews.add(BY_NOBODY, caseId, label(1, 'LYT'));
    expect(await store.reviews.add(BY_NOBODY, caseId, label(1, 'LYT'))).toEqual([]);
    const [second] = await store.reviews.add(BY_NOBODY, caseId, label(1, 'MON'));
    expect(second?.replaces).toBe(first?.id);
    await store.reviews.add(BY_NOBODY, caseId, label(1, null));
    const codes = (await store.reviews.history(caseId, { number: 1 })).rows.map(({ typeCode }) => typeCode);
    expect(codes).toEqual([null, 'MON', 'LYT']);
    expect((await store.cells.gallery(caseId)).review).toEqual([null, null, null]);
  });

  it('of a cell that is not there changes nothing of the request', async () => {
    const { store: made, caseId } = await opened();
    await using store = made;
    const changes = [1, 4].map((number) => ({ number, typeCode: 'MON' }));
    await expect(store.reviews.add(BY_NOBODY, caseId, { reading: 'first', changes })).rejects.toMatchObject({
      ...{ code: 'store.not-found', details: { kind: 'cell' } },
    });
    expect(await store.reviews.current(caseId)).toEqual([]);
  });
});

describe('a request with a key', () => {
  it('is done once; with another body refused; its answer goes with the patient', async () => {
    const { store: made, caseId, patientId } = await opened();
    await using store = made;
    const { id: userId } = await store.users.localUser();
    const comment = (fingerprint: string, key = 'k') =>
      store.once({ key, userId, fingerprint }, async (parts) => {
        const { id, text } = await parts.comments.add({ userId }, caseId, { number: 1, text: 'Señora López' });
        return { id, text };
      });
    const answer = await comment('a');
    expect(await comment('a')).toEqual(answer);
    expect(await store.comments.list(caseId)).toHaveLength(1);
    await expect(comment('b')).rejects.toMatchObject({ code: 'store.request-key-reused', httpStatus: 422 });
    await store.patients.remove(BY_NOBODY, patientId);
    // The answer with her name is forgotten, so that the request is tried again, on a case that is no more.
    await expect(comment('a')).rejects.toMatchObject({ code: 'store.not-found' });
  });

  it('that fails is not kept', async () => {
    const { store: made, caseId } = await opened();
    await using store = made;
    const { id: userId } = await store.users.localUser();
    const request = { key: 'k', userId, fingerprint: 'a' };
    const failing = store.once(request, async (parts) => {
      await parts.cases.update({ userId }, caseId, { title: 'half' });
      throw new RangeError('halfway');
    });
    await expect(failing).rejects.toThrow('halfway');
    expect((await store.cases.get(caseId)).title).toBe('smear');
    expect(await store.once(request, async () => 'done')).toBe('done');
  });
});

describe('users', () => {
  it('keep an admin who can sign in, names once, and lose sessions with the password', async () => {
    await using store = await openTestStore(temporaryFolder());
    const add = (name: string, role: 'admin' | 'viewer') =>
      store.users.create(BY_NOBODY, { name, role, passwordHash: `hash of ${name}` });
    const ana = await add('Ana', 'admin');
    await expect(add('Ana', 'viewer')).rejects.toMatchObject({ code: 'store.name-taken' });
    await expect(store.users.setRole(BY_NOBODY, ana.id, 'viewer')).rejects.toMatchObject({ code: 'store.last-admin' });
    await expect(store.users.disable(BY_NOBODY, ana.id)).rejects.toMatchObject({ code: 'store.last-admin' });
    const luz = await add('Luz', 'admin');
    const session = { csrfHash: 'c', expiresAt: '2027-01-01T00:00:00.000Z' };
    for (const userId of [ana.id, luz.id]) await store.sessions.create({ tokenHash: userId, userId, ...session });
    await store.users.setPassword({ userId: luz.id }, ana.id, 'another');
    await store.users.disable({ userId: ana.id }, luz.id);
    expect(await store.sessions.find(ana.id)).toBeNull();
    expect(await store.sessions.find(luz.id)).toBeNull();
    expect(await store.users.count()).toBe(1);
  });
});

describe('models', () => {
  it('are promoted and rolled back, again and again; one that was used stays', async () => {
    const { store: made, caseId } = await opened();
    await using store = made;
    const [a, b, c] = [await addModel(store, 'a'), await addModel(store, 'b'), await addModel(store, 'c')];
    expect((await addModel(store, 'a')).id).toBe(a.id);
    for (const { id } of [a, b, c]) await store.models.promote(BY_NOBODY, id);
    expect((await store.models.rollBack(BY_NOBODY)).id).toBe(b.id);
    expect((await store.models.rollBack(BY_NOBODY)).id).toBe(a.id);
    await expect(store.models.rollBack(BY_NOBODY)).rejects.toMatchObject({ code: 'store.no-former-model' });
    await store.cases.showModel(BY_NOBODY, caseId, b.id);
    for (const id of [a.id, b.id]) {
      await expect(store.models.remove(BY_NOBODY, id)).rejects.toMatchObject({ code: 'store.model-in-use' });
    }
    await store.models.remove(BY_NOBODY, c.id);
    expect((await store.models.list()).map(({ name }) => name).sort()).toEqual(['a', 'b']);
  });
});

describe('a folder', () => {
  it('is for one process; a job that ran when it was killed waits again', async () => {
    const folder = temporaryFolder();
    const store = await openTestStore(folder);
    const { caseId } = await caseOf(store, 1);
    const job = await store.jobs.create(BY_NOBODY, { kind: 'classify', caseId, parameters: {} });
    await store.jobs.start(job.id);
    await expect(store.jobs.resume(job.id)).rejects.toMatchObject({ code: 'store.job-state' });
    await expect(openStore({ folder, command: 'another' })).rejects.toMatchObject({ code: 'usage.folder-in-use' });
    await store.close();
    await using again = await openTestStore(folder);
    expect(await again.jobs.get(job.id)).toMatchObject({ state: 'waiting' });
  });
});

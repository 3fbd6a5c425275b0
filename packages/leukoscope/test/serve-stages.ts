/** The stages of a case in the review app, from its import to a promoted model, as a client goes through them. */
import { randomStream } from '@leukoscope/engine';
import { expect } from 'vitest';
import type { Answer, OperationName } from '../src/server/api/all-operations.ts';
import { ended } from '../src/server/testing/ended.ts';
import type { TestClient } from '../src/server/testing/test-client.ts';
import { png } from './png.ts';

const UPLOADED = 40;
/** More than are stored together. */
const IMPORTED = 320;
export const IMPORTED_DATASET = `synthetic:1,patients=1,cells=${IMPORTED},size=32`;
const CELLS = UPLOADED + IMPORTED;
/** Cells that are labelled by one request. */
const EACH = 18;

/** One way through all stages, with a case of its own. */
export interface Stage {
  readonly name: string;
  /** Asks for all of it and waits until it is done. Asked again after a kill it comes to the same. */
  act(client: TestClient, lap: Lap): Promise<void>;
  /** What must be so when it is done, however often it was asked for. */
  check(client: TestClient, lap: Lap): Promise<void>;
}

/** What the laps have in common. */
export class Laps {
  readonly #laps: Lap[] = [];
  /** The model that was there before the first. */
  readonly installedId: string;

  constructor(installedId: string) {
    this.installedId = installedId;
  }

  begin(): Lap {
    const lap = new Lap(this, this.#laps.length);
    this.#laps.push(lap);
    return lap;
  }

  /** The first, which nobody interrupts. */
  get whole(): Lap {
    return this.#laps[0]!;
  }

  get count(): number {
    return this.#laps.length;
  }

  imageHashes(): string[] {
    return [...new Set(this.#laps.flatMap(({ imageHashes }) => imageHashes))];
  }

  /** That a lap promotes: the trained one and the one before in turn. */
  promotedIn(lap: number): string {
    return lap % 2 === 0 ? this.whole.modelId : this.installedId;
  }
}

type Sent = NonNullable<Parameters<TestClient['ok']>[1]>;
type Kept<Name extends OperationName> = (client: TestClient, answer: Answer<Name>) => Promise<unknown>;

export class Lap {
  readonly laps: Laps;
  readonly number: number;
  readonly #answers = new Map<string, unknown>();
  readonly #kept = new Map<string, (client: TestClient) => Promise<unknown>>();
  caseId = '';
  modelId = '';
  versionId = '';
  imageHashes: readonly string[] = [];

  constructor(laps: Laps, number: number) {
    this.laps = laps;
    this.number = number;
  }

  get params() {
    return { id: this.caseId };
  }

  /**
   * Asks under a key, and is answered as the first time if it has been asked before.
   *
   * @param kept looks whether what was confirmed is there.
   */
  async asked<Name extends OperationName>(
    client: TestClient,
    name: Name,
    { what = '', kept, ...sent }: Sent & { readonly what?: string | number; readonly kept: Kept<Name> },
  ): Promise<Answer<Name>> {
    const key = `${this.number} ${name} ${what}`;
    const answer = await client.ok(name, { ...sent, headers: { 'idempotency-key': key } });
    this.same(key, identityOf(answer));
    this.#kept.set(key, (again) => kept(again, answer));
    return answer;
  }

  /** The same each time. */
  same(what: string, value: unknown): void {
    if (this.#answers.has(what)) expect(value, what).toEqual(this.#answers.get(what));
    this.#answers.set(what, value);
  }

  /** Everything that was confirmed is there. */
  async expectKept(client: TestClient): Promise<void> {
    for (const look of this.#kept.values()) await look(client);
  }
}

/** What stays as it was in an answer that goes on changing. */
function identityOf(answer: unknown): unknown {
  const { id, version } = answer as { readonly id?: string; readonly version?: number };
  return { id, version };
}

const jobIsKept = (client: TestClient, { id }: Answer<'getJob'>) => client.ok('getJob', { params: { id } });

async function jobDone(client: TestClient, id: string): Promise<Answer<'getJob'>> {
  const job = await ended(client, id);
  expect(job).toMatchObject({ state: 'done', error: null, rejected: [] });
  return job;
}

/** How often the trail tells of this. */
async function told(client: TestClient, action: string, subject: string): Promise<number> {
  const { entries } = await client.ok('listAudit', { query: { subject, limit: 500 } });
  return entries.filter((entry) => entry.action === action).length;
}

const importing: Stage = {
  name: 'import',
  async act(client, lap) {
    const body = { patientName: `P-${lap.number}`, title: 'Smear' };
    const { id } = await lap.asked(client, 'addCase', {
      body,
      kept: async (again, made) =>
        expect(await again.ok('getCase', { params: { id: made.id } })).toMatchObject({ title: 'Smear' }),
    });
    lap.caseId = id;
    // Without a key: a picture that is there already is the same cell.
    const { rejectedCount, added, doubles } = await client.ok('addImages', { params: { id }, raw: formOf(lap.number) });
    expect([rejectedCount, added + doubles]).toEqual([0, UPLOADED]);
    const asked = { params: { id }, body: { dataset: IMPORTED_DATASET }, kept: jobIsKept };
    const job = await jobDone(client, (await lap.asked(client, 'importImages', asked)).id);
    expect(job).toMatchObject({ done: IMPORTED, total: IMPORTED });
  },
  async check(client, lap) {
    const { count, numbers, imageHashes } = await client.ok('getCells', { params: lap.params });
    expect(count).toBe(CELLS);
    expect(numbers).toEqual(Array.from({ length: CELLS }, (_, at) => at + 1));
    expect(new Set(imageHashes).size).toBe(CELLS);
    lap.imageHashes = imageHashes;
  },
};

/** Pictures that no other lap has. */
function formOf(lap: number): FormData {
  const form = new FormData();
  for (let at = 0; at < UPLOADED; at++) {
    const random = randomStream('uploaded picture', lap, at);
    const bytes = png(
      12,
      12,
      Uint8Array.from({ length: 12 * 12 * 3 }, () => 256 * random()),
    );
    form.append('files', new Blob([new Uint8Array(bytes)]), `${at}.png`);
  }
  return form;
}

const classifying: Stage = {
  name: 'classify',
  async act(client, lap) {
    const asked = { params: lap.params, body: { modelId: lap.laps.installedId }, kept: jobIsKept };
    const job = await jobDone(client, (await lap.asked(client, 'classifyCase', asked)).id);
    expect(job).toMatchObject({ done: CELLS, total: CELLS });
  },
  async check(client, lap) {
    const { probability } = await client.ok('getCells', { params: lap.params });
    expect(probability.filter((one) => one !== null)).toHaveLength(CELLS);
    expect(await told(client, 'case.model', lap.caseId)).toBe(1);
  },
};

/** Typical and atypical in turn, so that there is something to learn. */
const labelOf = (number: number) => (number % 2 === 0 ? 'NGS' : 'MYO');

const correcting: Stage = {
  name: 'correct',
  async act(client, lap) {
    for (let first = 1; first <= CELLS; first += EACH) {
      const numbers = Array.from({ length: EACH }, (_, at) => first + at);
      const changes = numbers.map((number) => ({ number, typeCode: labelOf(number) }));
      const kept = async (again: TestClient) => {
        const { codes, review } = await again.ok('getCells', { params: lap.params });
        expect(numbers.map((number) => codes[review[number - 1]!])).toEqual(numbers.map(labelOf));
      };
      await lap.asked(client, 'addReviews', { what: first, params: lap.params, body: { changes }, kept });
    }
  },
  async check(client, lap) {
    const { reviews } = await client.ok('getReviewHistory', { params: lap.params, query: { limit: 10_000 } });
    const labels = reviews.map(({ number, typeCode }) => `${number} ${typeCode}`);
    const each = Array.from({ length: CELLS }, (_, at) => `${at + 1} ${labelOf(at + 1)}`);
    expect(labels.toSorted()).toEqual(each.toSorted());
  },
};

const signing: Stage = {
  name: 'sign',
  async act(client, lap) {
    const kept = async (again: TestClient) =>
      expect(await again.ok('getCase', { params: lap.params })).toMatchObject({ state: 'signed' });
    await lap.asked(client, 'signCase', { params: lap.params, kept });
  },
  async check(client, lap) {
    expect(await client.ok('getCase', { params: lap.params })).toMatchObject({ state: 'signed' });
    expect(await told(client, 'case.sign', lap.caseId)).toBe(1);
  },
};

const exporting: Stage = {
  name: 'export',
  async act(client, lap) {
    const text = async (name: 'exportCsv' | 'exportFhir' | 'exportHtml') =>
      (await client.send(name, { params: lap.params })).text();
    lap.same('csv', await text('exportCsv'));
    const { timestamp: _, ...bundle } = JSON.parse(await text('exportFhir'));
    lap.same('fhir', bundle);
    expect(await text('exportHtml')).toContain('</html>');
  },
  async check() {
    // Nothing changes by it.
  },
};

const training: Stage = {
  name: 'train',
  async act(client, lap) {
    const version = await lap.asked(client, 'addDatasetVersion', {
      body: { caseIds: [lap.caseId] },
      kept: async (again, { id }) =>
        expect((await again.ok('listDatasetVersions')).versions.map((one) => one.id)).toContain(id),
    });
    lap.versionId = version.id;
    // All learn from the same cells, so that all come to the same model.
    const { id, jobId } = await lap.asked(client, 'addTraining', {
      body: { datasetVersionId: lap.laps.whole.versionId, recipe: 'fast', epochs: 2 },
      kept: (again, begun) => again.ok('getTraining', { params: { id: begun.id } }),
    });
    await jobDone(client, jobId!);
    const { modelId, metrics } = await client.ok('getTraining', { params: { id } });
    expect(metrics.map(({ epoch }) => epoch)).toEqual([1, 2]);
    lap.modelId = modelId!;
  },
  async check(client, lap) {
    // Models are known by the hash of their file: it is the same to the byte.
    expect(lap.modelId).toBe(lap.laps.whole.modelId);
    expect((await client.ok('listModels')).models).toHaveLength(2);
    expect((await client.ok('listTrainings')).trainings).toHaveLength(lap.laps.count);
    expect((await client.ok('listDatasetVersions')).versions).toHaveLength(lap.laps.count);
    const { evaluation } = await client.ok('getModel', { params: { id: lap.modelId } });
    lap.laps.whole.same('evaluation', evaluation);
  },
};

const promoting: Stage = {
  name: 'promote',
  async act(client, lap) {
    const id = lap.laps.promotedIn(lap.number);
    const kept = async (again: TestClient) =>
      expect(await again.ok('getModel', { params: { id } })).toMatchObject({ state: 'present' });
    await lap.asked(client, 'promoteModel', { params: { id }, kept });
  },
  async check(client, lap) {
    const { models } = await client.ok('listModels');
    const promoted = lap.laps.promotedIn(lap.number);
    expect(models.filter(({ state }) => state === 'present').map(({ id }) => id)).toEqual([promoted]);
    // The installed one was promoted once more, as the first.
    const laps = Array.from({ length: lap.laps.count }, (_, number) => lap.laps.promotedIn(number));
    const times = laps.filter((id) => id === promoted).length + (promoted === lap.laps.installedId ? 1 : 0);
    expect(await told(client, 'model.promote', promoted)).toBe(times);
  },
};

const backingUp: Stage = {
  name: 'back up',
  async act(client, lap) {
    await jobDone(client, (await lap.asked(client, 'addBackup', { kept: jobIsKept })).id);
  },
  async check(client, lap) {
    const { backups } = await client.ok('listBackups');
    expect(backups).toHaveLength(lap.laps.count);
    for (const { name } of backups) expect(await told(client, 'store.backup', name)).toBe(1);
  },
};

export const STAGES: readonly Stage[] = [
  importing,
  classifying,
  correcting,
  signing,
  exporting,
  training,
  promoting,
  backingUp,
];

/** Those that write most, and in several steps. */
export const LONGEST_STAGES: readonly Stage[] = [importing, correcting, training, backingUp];

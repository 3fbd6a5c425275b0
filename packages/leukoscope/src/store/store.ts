import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { type FolderLock, lockFolder } from '../files/folder-lock.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { record } from './audit/record.ts';
import { type BackupRecord, wholeBackup } from './backup/backup-record.ts';
import { type BackupWatch, writeBackup } from './backup/write-backup.ts';
import { Cases } from './cases.ts';
import { Cells } from './cells.ts';
import { Comments } from './comments.ts';
import { DatasetVersions } from './dataset-versions.ts';
import { removeStrayImages } from './image-files.ts';
import { Images } from './images.ts';
import { Jobs, requeueRunningJobs } from './jobs.ts';
import { migrate } from './migrations/migrate.ts';
import { MIGRATIONS, type Migration } from './migrations/migrations.ts';
import { Models, removeStrayModels } from './models.ts';
import { Patients } from './patients.ts';
import { Predictions } from './predictions.ts';
import { answerOnce, type IdempotentRequest, removeOldRequests } from './requests.ts';
import { Reviews } from './reviews.ts';
import type { Actor, JsonOf } from './rows.ts';
import { Scope, type StoreWorld } from './scope.ts';
import { Sessions } from './sessions.ts';
import { databaseFailure, emptyLog, openDatabase } from './sqlite.node.ts';
import { StoreFolder } from './store-folder.ts';
import { Trainings } from './trainings.ts';
import { Turns } from './turns.ts';
import { Users } from './users.ts';

/** The store by subject. */
export class StoreParts {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly patients: Patients;
  readonly cases: Cases;
  readonly cells: Cells;
  readonly images: Images;
  readonly predictions: Predictions;
  readonly reviews: Reviews;
  readonly comments: Comments;
  readonly models: Models;
  readonly jobs: Jobs;
  readonly datasetVersions: DatasetVersions;
  readonly trainings: Trainings;
  readonly audit: AuditTrail;

  constructor(scope: Scope) {
    this.users = new Users(scope);
    this.sessions = new Sessions(scope);
    this.patients = new Patients(scope);
    this.cases = new Cases(scope);
    this.cells = new Cells(scope);
    this.images = new Images(scope);
    this.predictions = new Predictions(scope);
    this.reviews = new Reviews(scope);
    this.comments = new Comments(scope);
    this.models = new Models(scope);
    this.jobs = new Jobs(scope);
    this.datasetVersions = new DatasetVersions(scope);
    this.trainings = new Trainings(scope);
    this.audit = new AuditTrail(scope);
  }
}

/** Everything that the app keeps, in one folder that this process has for itself. */
export class Store extends StoreParts implements AsyncDisposable {
  readonly folder: StoreFolder;
  readonly #scope: Scope;
  readonly #lock: FolderLock;

  constructor(scope: Scope, lock: FolderLock) {
    super(scope);
    this.folder = scope.folder;
    this.#scope = scope;
    this.#lock = lock;
  }

  /** All that `work` does with the parts it is given holds, or, if it throws, none. Not for `cells.add`. */
  async transaction<Result>(work: (parts: StoreParts) => Promise<Result>): Promise<Result> {
    return await this.#scope.write((scope) => work(new StoreParts(scope)));
  }

  /**
   * Does the work of a client's request once: asked again, it gives the answer of the first time.
   *
   * @throws LeukoscopeError store.request-key-reused
   */
  async once<Response>(
    request: IdempotentRequest,
    work: (parts: StoreParts) => Promise<Response & JsonOf<Response>>,
  ): Promise<Response> {
    return await answerOnce(this.#scope, request, (scope) => work(new StoreParts(scope)));
  }

  /**
   * Writes a backup of the whole store into a new or empty folder, while everybody goes on working; a whole one that is
   * there is left as it is. The trail tells of it by the folder's name.
   *
   * @throws LeukoscopeError usage.output-not-empty, store.damaged, machine.cannot-write
   */
  async backUp(actor: Actor, target: string, watch: BackupWatch): Promise<BackupRecord> {
    const { clock } = this.#scope.world;
    const backup = (await wholeBackup(target)) ?? (await writeBackup(this.folder, target, { clock, ...watch }));
    await this.#scope.write(async (scope) => {
      const after = { head: backup.auditHead.hash };
      const subjectId = basename(target);
      await record(scope, actor, [{ action: 'store.backup', subjectKind: 'store', subjectId, after }]);
    });
    return backup;
  }

  /** Work on the tables themselves, in one transaction: for the restoring of a backup, not for the app. */
  async maintain<Result>(work: (scope: Scope) => Promise<Result>): Promise<Result> {
    return await this.#scope.write(work);
  }

  /** Closes the files and gives the folder free. */
  async close(): Promise<void> {
    await this.#scope.database.destroy();
    await this.#lock.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

export interface OpenStoreOptions extends Partial<StoreWorld> {
  /** Made if it is not there. */
  readonly folder: string;
  /** What others are told who find the folder in use, such as `leukoscope serve`. */
  readonly command: string;
  readonly migrations?: readonly Migration[];
}

/**
 * Opens the folder for this process alone, brings it to the newest version, and mends what a kill has left: image files
 * of no cell go, jobs that ran wait again.
 *
 * @throws LeukoscopeError usage.folder-in-use, store.newer-version, store.damaged, machine.cannot-write
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { clock = () => new Date(), random = randomUUID, migrations = MIGRATIONS } = options;
  const folder = new StoreFolder(options.folder);
  await folder.make();
  const lock = await lockFolder(folder.path, { command: options.command });
  try {
    const scope = await openScope(folder, { world: { clock, random }, migrations });
    return new Store(scope, lock);
  } catch (error) {
    await lock.release();
    throw databaseFailure(error, folder.database);
  }
}

async function openScope(
  folder: StoreFolder,
  { world, migrations }: { world: StoreWorld; migrations: readonly Migration[] },
): Promise<Scope> {
  const database = openDatabase(folder.database);
  try {
    const scope = new Scope(database, { folder, world, imageTurns: new Turns() });
    await migrate(database, { migrations, now: () => scope.now(), path: folder.path });
    await folder.emptyTemporary();
    await removeStrayImages(scope);
    await removeStrayModels(scope);
    await requeueRunningJobs(scope);
    await removeOldRequests(scope);
    // A kill after a delete may have left what was deleted in the log.
    await emptyLog(database);
    return scope;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

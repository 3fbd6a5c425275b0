import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILT_IN_SCHEMES, type Scheme } from '../../cells/scheme.ts';
import { starterRows } from '../../cells/scheme-starter.ts';
import { writeSchemeFile } from '../../datasets/scheme-file.ts';
import type { Language } from '../../errors/entry.ts';
import { csvLine } from '../../files/csv.ts';
import { isLockFile, lockFolder } from '../../files/folder-lock.ts';
import { readIfThere } from '../../files/read-if-there.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { DatasetCellRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { RunFolder } from '../../training/run-folder.ts';
import { GROUP_CODES } from '../shown-case.ts';

/** With fewer patients a split by patient would leave parts without cells of one group: then single images are drawn. */
const FEWEST_PATIENTS = 6;

/** The report of the model's test, and the map of the cells that it was trained on. */
export type TrainingPage = 'evaluation' | 'map';

/** The places of a training. */
export class TrainingFolder {
  readonly #store: Store;
  readonly #id: string;

  constructor(store: Store, id: string) {
    this.#store = store;
    this.#id = id;
  }

  get path(): string {
    return this.#store.trainings.folder(this.#id);
  }

  get run(): string {
    return join(this.path, 'run');
  }

  get model(): string {
    return join(this.run, 'model.onnx');
  }

  get split(): string {
    return join(this.run, 'split.json');
  }

  page(kind: TrainingPage, language: Language): string {
    return join(this.path, `${kind}.${language}.html`);
  }

  /** The figures of the test. */
  get evaluation(): string {
    return join(this.path, 'evaluation.json');
  }

  /** Beside the images that it names: a manifest's files lie below its folder. */
  get manifest(): string {
    return join(this.#store.folder.path, `reviewed-${this.#id.slice(0, 8)}.csv`);
  }

  /** What `--scheme` names it by. */
  schemeArgument(scheme: Scheme): string {
    return isBuiltIn(scheme) ? scheme.id : this.#schemeFile(scheme);
  }

  /** A scheme is called as its file is: by its own name, where that is one for files. */
  #schemeFile({ id, name }: Scheme): string {
    return join(this.path, `${/^\w[\w. -]*$/.test(name) ? name : id}.csv`);
  }

  async hasBegun(): Promise<boolean> {
    return (await readIfThere(join(this.run, 'run.json'))) !== null;
  }

  async hasModel(): Promise<boolean> {
    return (await readIfThere(this.model)) !== null;
  }

  /** Models that are trained before this one, to teach it, and how many of them are done; none before the run has begun. */
  async teachers(): Promise<{ readonly trained: number; readonly all: number }> {
    const run = new RunFolder(this.run);
    const are: boolean[] = [];
    for (let teacher = run.teacherRun(1); await teacher.hasBegun(); teacher = run.teacherRun(are.length + 1)) {
      are.push(await teacher.hasModel());
    }
    return { trained: are.filter((isDone) => isDone).length, all: are.length };
  }

  /** Writes the frozen labels as a data set. @returns what a split of it draws. */
  async prepare(cells: readonly DatasetCellRow[], scheme: Scheme): Promise<'patient' | 'image'> {
    await mkdir(this.path, { recursive: true });
    if (!isBuiltIn(scheme))
      await writeSchemeFile(this.#schemeFile(scheme), starterRows([], { scheme, language: 'en' }));
    const patients = new Set(cells.map(({ patientId }) => patientId)).size;
    const splitBy = patients >= FEWEST_PATIENTS ? 'patient' : 'image';
    const rows = cells.map((cell) => manifestRow(cell, { store: this.#store, splitBy, scheme }));
    await writeFileAtomic(this.manifest, [COLUMNS, ...rows].map(csvLine).join(''));
    return splitBy;
  }

  /**
   * Removes what a run left that was killed before it had begun: there is nothing in it to go on with.
   *
   * @throws LeukoscopeError `usage.folder-in-use` if a process is just beginning it.
   */
  async removeUnbegun(): Promise<void> {
    await mkdir(this.run, { recursive: true });
    await using _lock = await lockFolder(this.run, { command: 'leukoscope serve' });
    if (await this.hasBegun()) return;
    const left = (await readdir(this.run)).filter((name) => !isLockFile(name));
    for (const name of left) await rm(join(this.run, name), { recursive: true });
  }

  /** The manifest goes when it has served; the labels stay in the store. */
  async tidy(): Promise<void> {
    await rm(this.manifest, { force: true });
  }
}

function isBuiltIn(scheme: Scheme): boolean {
  return BUILT_IN_SCHEMES.some((builtIn) => JSON.stringify(builtIn) === JSON.stringify(scheme));
}

const COLUMNS = ['path', 'label', 'patient', 'group', 'cell_code', 'synthetic'];

interface Writing {
  readonly store: Store;
  readonly splitBy: 'patient' | 'image';
  readonly scheme: Scheme;
}

function manifestRow(
  { imageHash, typeCode, patientId, fileName }: DatasetCellRow,
  { store: { folder }, splitBy, scheme }: Writing,
): string[] {
  const path = folder.image(imageHash).slice(folder.path.length + 1);
  const group = GROUP_CODES.find((one) => one === typeCode) ?? scheme.groups[typeCode] ?? 'excluded';
  const code = GROUP_CODES.some((one) => one === typeCode) ? '' : typeCode;
  const isGenerated = fileName.startsWith('synthetic:');
  // Of few patients the test is of cells of the same patients, and must not look like one of others.
  const patient = splitBy === 'patient' ? patientId : '';
  return [path, typeCode, patient, group === 'excluded' ? '' : group, code, isGenerated ? '1' : ''];
}

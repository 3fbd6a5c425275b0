import { type JoinedMember, joinModels } from '../classify/make-ensemble.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readModelCard } from '../models/model-file.ts';
import { withNote } from '../progress/progress.ts';
import { finishRun, type PlacedRun, type RunResult } from './finish-run.ts';
import { type RunParts, withNewData, withSameData } from './run-data.ts';
import type { RunFolder, RunStart } from './run-folder.ts';
import { changesBetween, environmentOf, type RunRecord } from './run-record.ts';
import type { RunRequest, RunWorld } from './run-world.ts';
import { runOfTeacher, type TeacherSource, teachersToTrain } from './teacher-source.ts';

/**
 * Starts a run in an empty folder and trains to the end; the model lies at `<folder>/model.onnx`.
 *
 * @throws LeukoscopeError for data, split and settings; the signal's reason, after saving, if it is aborted.
 */
export function startRun(request: RunRequest, folder: RunFolder, world: RunWorld): Promise<RunResult> {
  return inNewRun(request, { folder, world }, finishRun);
}

type RunPlace = Pick<PlacedRun, 'folder' | 'world'>;

/** As `startRun`, for who wants more of a run than its model: its images can be read until `use` is done. */
export function inNewRun<Result>(
  request: RunRequest,
  { folder, world }: RunPlace,
  use: (run: PlacedRun) => Promise<Result>,
): Promise<Result> {
  return withNewData(request, world, async (parts) => {
    const { record, data, start } = parts;
    const teaching = request.teacher ? { teaching: teachingWith(request.teacher, parts) } : {};
    await folder.begin({ record, split: data.split, start, ...teaching });
    return use({ ...parts, folder, world, teacher: await teacherOf(record, { folder, world }) });
  });
}

function teachingWith(teacher: TeacherSource, parts: RunParts): NonNullable<RunStart['teaching']> {
  if (teacher.kind === 'model') return { model: teacher.bytes };
  const count = teachersToTrain(parts.record.settings);
  return {
    runs: Array.from({ length: count }, (_, at) => runOfTeacher({ ...parts, start: teacher.start }, at + 1)),
  };
}

/**
 * Goes on where a run's last checkpoint stands, with as many threads as it was started with: the thread count is a
 * setting of the run, as it decides the last bits of every sum. Another processor or other versions may change them too;
 * that cannot be helped on another machine, so it is a warning, and recorded in `run.json` and the model's card.
 *
 * @throws LeukoscopeError `run.not-a-run`; `run.data-changed` if cells, labels, images, split or settings are others.
 * @throws RangeError if the world's runtime has another number of threads than the record's.
 */
export function resumeRun(folder: RunFolder, world: RunWorld): Promise<RunResult> {
  return inSameRun({ folder, world }, finishRun);
}

/** As `resumeRun`, for who wants more of a run than its model. */
export async function inSameRun<Result>(
  { folder, world }: RunPlace,
  use: (run: PlacedRun) => Promise<Result>,
): Promise<Result> {
  const record = await folder.record();
  requireThreads(record, world);
  await folder.removeLeftovers();
  return withSameData(record, folder, world, async (parts) => {
    const here = recordHere(record, world);
    if (here !== record) await folder.writeRecord(here);
    return use({ ...parts, record: here, folder, world, teacher: await teacherOf(here, { folder, world }) });
  });
}

/**
 * The model that teaches a run, `null` where nobody does. Models that shall teach are trained now, as far as they are not
 * done: each is a run of its own within the student's folder.
 */
async function teacherOf({ settings }: RunRecord, { folder, world }: RunPlace): Promise<Uint8Array | null> {
  const { teaching } = settings;
  if (teaching === undefined) return null;
  if (teaching.by.kind === 'model') return folder.teacher(teaching.by.sha256);
  const models: JoinedMember[] = [];
  for (let teacher = 1; teacher <= teaching.by.models; teacher++) {
    const own = folder.teacherRun(teacher);
    const place = { teacher, teachers: teaching.by.models };
    if (!(await own.hasModel())) await resumeRun(own, { ...world, progress: withNote(world.progress, place) });
    const bytes = await own.model();
    models.push({ path: own.modelFile, bytes, card: await readModelCard(bytes, own.modelFile) });
  }
  return models.length === 1 ? models[0]!.bytes : joinModels(models);
}

/** What a run was computed on last, and goes on with unless another device is asked for. */
export function deviceOf({ environments }: RunRecord): string {
  return environments.at(-1)!.machine.device;
}

/** How many threads a run computes with, from its start to its end. */
export function threadsOf({ environments: [start] }: RunRecord): number {
  return start!.machine.threads;
}

/** @throws RangeError if the world's runtime has another number of threads than the run was begun with. */
export function requireThreads(record: RunRecord, { runtime }: RunWorld): void {
  const threads = threadsOf(record);
  if (runtime.threads === threads) return;
  throw new RangeError(`resume: world.runtime.threads=${runtime.threads}, but the run was begun with ${threads}`);
}

/** The record, with this environment added, and told of, where it is another than the last. */
export function recordHere(record: RunRecord, world: RunWorld): RunRecord {
  const now = environmentOf(world.runtime, world.versions, world.now());
  const changes = changesBetween(record.environments.at(-1)!, now);
  if (changes.length === 0) return record;
  world.onWarning?.(new LeukoscopeError('run.other-environment', { changes: changes.join(', ') }));
  return { ...record, environments: [...record.environments, now] };
}

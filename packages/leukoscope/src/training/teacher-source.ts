import type { ModelCard } from '../models/model-card.ts';
import type { StartWeights } from '../models/start-weights.ts';
import type { RunStart } from './run-folder.ts';
import type { RunRecord } from './run-record.ts';
import { requireSameTypes } from './teacher.ts';
import { settled, type TrainSettings } from './train-settings.ts';
import { trainingClasses } from './training-classes.ts';
import type { TrainingData } from './training-data.ts';
import { requireUnseen } from './unseen-images.ts';

/** Who teaches: a model that is there, or models to be trained first and what these start from. */
export type TeacherSource = GivenTeacher | TeacherToTrain;

export interface GivenTeacher {
  readonly kind: 'model';
  readonly bytes: Uint8Array;
  readonly card: ModelCard;
}

export interface TeacherToTrain {
  readonly kind: 'recipe';
  /** `null` where everything is drawn. */
  readonly start: StartWeights | null;
}

/** Between the seeds of a student and its teachers, so that none of them begins as another. */
const SEEDS_APART = 1000;

/** The number of models that are trained to teach; 0 where nobody teaches, or a model does that was there. */
export function teachersToTrain({ teaching }: TrainSettings): number {
  return teaching?.by.kind === 'recipe' ? teaching.by.models : 0;
}

/**
 * What the run of a teacher begins with: the cells of its student's, as they are divided there.
 *
 * @param teacher counted from 1.
 */
export function runOfTeacher(
  {
    record,
    data,
    start,
  }: { readonly record: RunRecord; readonly data: TrainingData; readonly start: StartWeights | null },
  teacher: number,
): RunStart {
  const { settings, seed } = record;
  if (settings.teaching?.by.kind !== 'recipe') throw new RangeError('runOfTeacher() record: of a run without such one');
  const { trainingCells, cellsSeed = seed } = settings;
  const own = { ...settings.teaching.by.settings, ...(trainingCells !== undefined && { trainingCells, cellsSeed }) };
  return {
    record: {
      ...record,
      settings: settled(own, data.cells.train.length),
      seed: seed + SEEDS_APART * teacher,
    },
    split: data.split,
    start,
  };
}

/**
 * That a teacher can teach these cells: it has seen none of those that shall judge its student, and tells apart what the
 * student shall.
 *
 * @throws LeukoscopeError `teacher.seen-cells` unless leaks are allowed; `weights.seen-cells` likewise if it is what the
 * teacher starts from; `teacher.other-types`.
 */
export function requireTeachable(
  teacher: TeacherSource,
  { settings, scheme, allowLeaks }: RunRecord,
  data: TrainingData,
): void {
  const train = data.cells.train.map(({ cell }) => cell);
  const classes = trainingClasses(settings, train, scheme);
  if (teacher.kind === 'model') {
    const { dataset, seenImages } = teacher.card.training;
    if (!allowLeaks) requireUnseen({ dataset, seenImages }, data, 'teacher.seen-cells');
    requireSameTypes(teacher.card, classes);
    return;
  }
  if (!allowLeaks && teacher.start?.model) requireUnseen(teacher.start.model, data, 'weights.seen-cells');
  const { by } = settings.teaching!;
  if (by.kind === 'recipe') requireSameTypes(trainingClasses(by.settings, train, scheme), classes);
}

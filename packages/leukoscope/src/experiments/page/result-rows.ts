import { SPLIT_UNITS } from '../../datasets/split-units.ts';
import { isNotPretrained, type OurFigures, ourFigures } from '../our-figures.ts';
import { type ExperimentFigures, PRINTED_EXPERIMENTS } from '../paper/experiment-figures.ts';
import type { PaperExperiment } from '../paper/paper-experiments.ts';
import type { PlannedRun, ReproducedRun } from '../reproduced-run.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import type { Words } from './words.ts';

/** A line of a table that sets ours beside the paper's. */
export type ResultRow =
  | { readonly from: 'paper'; readonly printed: ExperimentFigures }
  | { readonly from: 'us'; readonly ours: OurFigures }
  | {
      readonly from: 'nobody';
      /** `null`: on no split, and none is planned. */
      readonly of: Pick<PlannedRun, 'splitBy' | 'learns'> | null;
      /** In which epoch it diverged; `null` where it is not done yet. */
      readonly divergedIn: number | null;
    };

type WithRuns = Pick<ReproductionReport, 'runs' | 'diverged' | 'pending' | 'splits'>;

/**
 * The paper's line of an experiment, then ours by image and by patient, done, diverged or to be done; the head alone where it was
 * planned. One line says that an experiment was not run at all.
 */
export function resultRows(id: PaperExperiment['id'], report: WithRuns): ResultRow[] {
  return [{ from: 'paper', printed: printedOf(id) }, ...ourRows(id, report)];
}

export function printedOf(id: PaperExperiment['id']): ExperimentFigures {
  const found = PRINTED_EXPERIMENTS.find(({ experiment }) => experiment.id === id);
  if (found === undefined) throw new RangeError(`experiment ${id} is none of the paper's`);
  return found;
}

function ourRows(id: PaperExperiment['id'], { runs, diverged, pending, splits }: WithRuns): ResultRow[] {
  const kinds = (['all', 'head'] as const).flatMap((learns) =>
    SPLIT_UNITS.toReversed()
      .filter((splitBy) => splits.includes(splitBy))
      .map((splitBy) => ({ splitBy, learns })),
  );
  const isOf = (kind: (typeof kinds)[number]) => (run: PlannedRun) =>
    run.experiment.id === id && run.splitBy === kind.splitBy && run.learns === kind.learns;
  const rows = kinds.flatMap((kind): ResultRow[] => {
    const run = runs.find(isOf(kind));
    if (run !== undefined) return [{ from: 'us', ours: ourFigures(run) }];
    const divergedIn = diverged.find(isOf(kind))?.epoch ?? null;
    const isPlanned = divergedIn !== null || pending.some(isOf(kind));
    return isPlanned ? [{ from: 'nobody', of: kind, divergedIn }] : [];
  });
  return rows.length === 0 ? [{ from: 'nobody', of: null, divergedIn: null }] : rows;
}

/** Whose a line is, with what sets it apart from the paper's protocol. */
export function rowLabel(row: ResultRow, words: Words): string {
  if (row.from === 'paper') return words.paper;
  if (row.from === 'nobody') {
    if (row.of === null) return `${words.ours}, ${words.notRun}`;
    const why = row.divergedIn === null ? words.notDoneYet : words.diverged(row.divergedIn);
    return [whoseText(row.of, words), why].join(', ');
  }
  const { run } = row.ours;
  return [whoseText(run, words), ...deviations(run, words)].join(', ');
}

/** What sets a run apart from the paper's protocol. */
export function deviations(run: ReproducedRun, words: Words): string[] {
  const { epochs } = run.experiment;
  return [
    ...(isNotPretrained(run) ? [words.notPretrained] : []),
    ...(run.epochs === epochs ? [] : [words.shortened(run.epochs, epochs)]),
  ];
}

/** `ours, by image, head only`. */
export function whoseText({ splitBy, learns }: Pick<PlannedRun, 'splitBy' | 'learns'>, words: Words): string {
  return [words.splits[splitBy], ...(learns === 'head' ? [words.headOnly] : [])].join(', ');
}

import { SPLIT_PARTS } from '../cells/cell.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { assignParts } from '../datasets/split.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { thumbnails } from '../images/thumbnails.node.ts';
import { groupedCells } from '../training/training-data.ts';
import type { PlannedRun, ReproducedRun } from './reproduced-run.ts';
import type { ReproductionReport, SampleCell } from './reproduction-contents.ts';
import type { ReproductionFolder } from './reproduction-folder.ts';
import { runName } from './reproduction-plan.ts';
import type { ReproductionRecord } from './reproduction-record.ts';
import type { StoredTest } from './stored-test.ts';

/** A network calls the class whose logit is larger. */
const THRESHOLD = 0.5;
const SAMPLE_PX = 112;
/** Figure 3 has four rows: three of training cells and one of test cells; columns are atypical, typical, and again. */
const SAMPLES = { train: 6, test: 2 } as const;

/** A run as the report shows it. */
export function reproducedRun(
  run: PlannedRun,
  { scored, seconds, ...stored }: StoredTest,
  seed: number,
): ReproducedRun {
  const { start, epochs, batch, cells, training } = stored;
  const test = evaluate(scored, { threshold: THRESHOLD, rejected: [], seed });
  return { ...run, start, epochs, batch, cells, training, seconds, test };
}

function aboutDataset({ name, dataHash, scheme, cells, summary }: Dataset): ReproductionReport['dataset'] {
  const types = Map.groupBy(groupedCells(cells), ({ cellCode, label, group }) =>
    JSON.stringify([cellCode, label, group]),
  );
  const { typical, atypical, excluded, byPatient } = summary;
  return {
    ...{ name, dataHash, typical, atypical, excluded },
    patients: byPatient.length > 0 ? byPatient.length : null,
    scheme: scheme.id,
    types: [...types.values()]
      .map(([first, ...others]) => {
        const { cellCode: code, label, group } = first!;
        return { code, label, group, cells: 1 + others.length };
      })
      .toSorted((a, b) => b.cells - a.cells),
  };
}

/** Cells of a run for figure 3, each group's evenly from its cells in the data set's order; none of a run not begun. */
export async function sampleCells(
  run: PlannedRun,
  { folder, dataset, signal }: { folder: ReproductionFolder; dataset: Dataset; signal: AbortSignal },
): Promise<SampleCell[]> {
  const own = folder.runs.run(runName(run));
  if (!(await own.hasBegun())) return [];
  const split = await own.split(await own.record());
  const cells = groupedCells(dataset.cells);
  const parts = assignParts(split, cells, dataset.cells);
  const chosen = SPLIT_PARTS.flatMap((part) => {
    if (part === 'validation') return [];
    const ofGroup = (group: string) => cells.filter((cell, at) => parts[at] === part && cell.group === group);
    const [atypical, typical] = [ofGroup('atypical'), ofGroup('typical')].map((list) => spread(list, SAMPLES[part]));
    return atypical!.flatMap((cell, at) => [cell, ...typical!.slice(at, at + 1)].map((each) => ({ cell: each, part })));
  });
  const pictures = await thumbnails(
    chosen.map(({ cell }) => cell.path),
    { sizePx: SAMPLE_PX, signal },
  );
  return chosen.map(({ cell: { group, label }, part }, at) => {
    const picture = pictures[at];
    return { part, group, label, picture: typeof picture === 'string' ? picture : null };
  });
}

/** At even distances, away from both ends. */
function spread<Item>(list: readonly Item[], count: number): Item[] {
  const few = Math.min(count, list.length);
  return Array.from({ length: few }, (_, at) => list[Math.floor(((at + 0.5) * list.length) / few)]!);
}

interface Given
  extends Pick<
    ReproductionReport,
    'language' | 'runs' | 'diverged' | 'pending' | 'samples' | 'environment' | 'origin'
  > {
  readonly record: ReproductionRecord;
  readonly dataset: Dataset;
}

export function reproductionReport({ record, dataset, runs, ...given }: Given): ReproductionReport {
  const { splits, epochsFactor, seed } = record;
  const byId = runs.toSorted((a, b) => a.experiment.id - b.experiment.id);
  return {
    ...given,
    dataset: aboutDataset(dataset),
    ...{ splits, epochsFactor, seed },
    // A stable sort: in each, those by image first, and all layers before the head alone.
    runs: byId,
    synthetic: { data: dataset.synthetic !== 'none', model: dataset.synthetic !== 'none' },
  };
}

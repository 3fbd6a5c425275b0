import { randomStream } from '@leukoscope/engine';
import type { SplitUnit } from '../../datasets/split-units.ts';
import { evaluate } from '../../evaluation/evaluate.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import { experimentOf, PAPER_EXPERIMENTS } from '../paper/paper-experiments.ts';
import type { PlannedRun, ReproducedRun } from '../reproduced-run.ts';
import type { ReproductionReport, SampleCell } from '../reproduction-contents.ts';

/*
 * A report made of invented runs, for tests and to look at. Nothing in it was measured.
 */

export interface Invented {
  readonly id: number;
  readonly splitBy?: SplitUnit;
  readonly learns?: PlannedRun['learns'];
  readonly isPretrained?: boolean;
  readonly epochs?: number;
  /** `null`: nobody is named. */
  readonly patients?: number | null;
  /** Atypical cells of the test; 640 unless given. */
  readonly atypical?: number;
  /** Of typical cells recognised and of atypical cells found, in [0, 1]. */
  readonly rates?: readonly [typical: number, atypical: number];
}

const TYPICAL = 960;
const ATYPICAL = 640;

/** A run whose test has 960 typical and 640 atypical cells, of which exactly the given shares are called rightly. */
export function inventedRun({ id, splitBy = 'image', learns = 'all', ...more }: Invented): ReproducedRun {
  const { patients = 16, isPretrained = true, rates = [0.95, 0.88], atypical = ATYPICAL } = more;
  const experiment = experimentOf(id);
  const { epochs = experiment.epochs } = more;
  const scored = [...cellsOf('typical', TYPICAL, rates[0]), ...cellsOf('atypical', atypical, rates[1])].map(
    (cell, at) => ({ ...cell, patient: patients === null ? null : `P${(at * 7) % patients}` }),
  );
  const part = (factor: number, people: number | null) => ({
    ...{ typical: TYPICAL * factor, atypical: atypical * factor },
    patients: people,
  });
  return {
    ...{ experiment, splitBy, learns, epochs, batch: experiment.batch ?? 32 },
    start:
      experiment.network === 'cnn' || !isPretrained
        ? null
        : { id: `${experiment.network}.tv_in1k`, sha256: 'ab'.repeat(32), licence: 'BSD-3-Clause' },
    cells: {
      train: part(4, patients === null ? null : splitBy === 'image' ? 78 : 62),
      validation: { typical: 0, atypical: 0, patients: null },
      test: part(1, patients),
    },
    training: { loss: 0.0312, accuracy: 0.991 },
    seconds: 412,
    test: evaluate(scored, { threshold: 0.5, rejected: [], seed: 1, draws: 100 }),
  };
}

function cellsOf(group: 'typical' | 'atypical', count: number, right: number): Omit<ScoredCell, 'patient'>[] {
  const random = randomStream('invented', group === 'typical' ? 1 : 2);
  return Array.from({ length: count }, (_, at) => {
    const isRight = at < Math.round(right * count);
    const isCalledAtypical = (group === 'atypical') === isRight;
    return {
      id: `${group}-${at}`,
      ...{ group, cellCode: group === 'typical' ? 'NGS' : 'MYO', label: null },
      probability: isCalledAtypical ? 0.5 + random() / 2 : random() / 2.01,
    };
  });
}

/** A report of those runs, of a data set with 78 patients unless changed. */
export function inventedReport(
  runs: readonly ReproducedRun[],
  changes: Partial<ReproductionReport> = {},
): ReproductionReport {
  return {
    language: 'en',
    dataset: {
      ...{ name: 'invented', dataHash: 'cd'.repeat(32), typical: 4800, atypical: 3200, excluded: 12, patients: 78 },
      scheme: 'paper',
      types: [
        { code: 'NGS', label: 'neutrophil', group: 'typical', cells: 3100 },
        { code: 'LYT', label: 'lymphocyte', group: 'typical', cells: 1700 },
        { code: 'MYO', label: 'blast', group: 'atypical', cells: 3000 },
        { code: null, label: 'odd cell', group: 'atypical', cells: 200 },
      ],
    },
    splits: ['image', 'patient'],
    epochsFactor: 1,
    seed: 1,
    runs,
    diverged: [],
    pending: [],
    samples: [],
    environment: { software: 'Leukoscope 0.1.0, Node 24, ONNX Runtime 1.30', machine: 'a processor, 2 threads, 8 GB' },
    synthetic: { data: false, model: false },
    origin: {
      version: '0.1.0',
      madeOn: new Date('2026-05-04T12:00:00Z'),
      argv: ['reproduce', 'invented', '--out', 'out'],
    },
    ...changes,
  };
}

/** All 17 experiments, by image a little better than by patient. */
export function inventedRuns(): ReproducedRun[] {
  return (['image', 'patient'] as const).flatMap((splitBy) =>
    PAPER_EXPERIMENTS.map(({ id, printed }) => {
      const less = splitBy === 'patient' ? 0.04 : 0;
      return inventedRun({ id, splitBy, rates: [printed.sensitivity - less / 2, printed.specificity - less] });
    }),
  );
}

/** As many samples as the paper's figure 3 shows. */
export function inventedSamples(picture: string | null, label: string): SampleCell[] {
  return (['train', 'test'] as const).flatMap((part) =>
    (['atypical', 'typical'] as const).flatMap((group) =>
      Array.from({ length: part === 'train' ? 6 : 2 }, () => ({ part, group, label, picture })),
    ),
  );
}

import type { SplitUnit } from '../datasets/split-units.ts';
import type { Rate } from '../evaluation/rate.ts';
import { type QuotedFigure, quoted } from '../reports/plots/quoted-figure.ts';
import type { ExperimentFigures, FigureName, KnownFigure } from './paper/experiment-figures.ts';
import type { PlannedRun, ReproducedRun } from './reproduced-run.ts';

/** What came of one run of ours, in the paper's figures. */
export interface OurFigures extends ExperimentFigures {
  readonly run: ReproducedRun;
}

/** What an evaluation calls the figures; positive is atypical. */
const QUOTED_AS = {
  accuracy: 'accuracy',
  typicalRecognised: 'specificity',
  atypicalFound: 'sensitivity',
  typicalCalledAtypical: 'fpShare',
  atypicalMissed: 'fnShare',
} as const satisfies Readonly<Record<FigureName, string>>;

/** Intervals over patients where there are patients, as in every report; else over cells. */
export function ourFigures(run: ReproducedRun): OurFigures {
  const figure = (name: FigureName) => known(quoted(run.test, QUOTED_AS[name]), run.test.rates[QUOTED_AS[name]]);
  return {
    run,
    experiment: run.experiment,
    figures: {
      accuracy: figure('accuracy'),
      typicalRecognised: figure('typicalRecognised'),
      atypicalFound: figure('atypicalFound'),
      typicalCalledAtypical: figure('typicalCalledAtypical'),
      atypicalMissed: figure('atypicalMissed'),
    },
  };
}

function known({ value, low, high }: QuotedFigure, { numerator, denominator }: Rate): KnownFigure {
  return { value, low, high, least: value, most: value, counted: { numerator, denominator } };
}

interface WithRuns {
  readonly runs: readonly ReproducedRun[];
}

/** The runs of one kind, in the paper's order. */
export function ourExperiments(
  { runs }: WithRuns,
  splitBy: SplitUnit,
  learns: PlannedRun['learns'] = 'all',
): OurFigures[] {
  return runs
    .filter((run) => run.splitBy === splitBy && run.learns === learns)
    .sort((a, b) => a.experiment.id - b.experiment.id)
    .map(ourFigures);
}

/** Whether a network that the paper pre-trained began at random. */
export function isNotPretrained({ experiment, start }: ReproducedRun): boolean {
  return experiment.network !== 'cnn' && start === null;
}

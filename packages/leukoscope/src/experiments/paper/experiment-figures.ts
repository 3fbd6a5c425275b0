import { PAPER_EXPERIMENTS, type PaperExperiment } from './paper-experiments.ts';
import { possiblyMissed } from './possible-matrices.ts';
import { PRINTED_MATRICES, PRINTED_TEST_IMAGES } from './printed-tables.ts';
import { wholeImages } from './whole-images.ts';

/**
 * A figure of a test, named by what it counts and not by which class is positive:
 * `typicalRecognised` of the typical cells, `atypicalFound` of the atypical ones; `typicalCalledAtypical` and
 * `atypicalMissed` of all cells of the test.
 */
export type FigureName =
  | 'accuracy'
  | 'typicalRecognised'
  | 'atypicalFound'
  | 'typicalCalledAtypical'
  | 'atypicalMissed';

/** What a figure is called where one or the other class is positive. */
export type PolarName = 'sensitivity' | 'specificity' | 'fn' | 'fp';

/**
 * Which figure goes by which name. The paper calls atypical the positive class, but what its tables count as positive
 * are the typical cells: class 1 of its confusion matrices is 81% of the test, as the typical cells are of the data set.
 */
export const POLARITIES = {
  paper: {
    sensitivity: 'typicalRecognised',
    specificity: 'atypicalFound',
    fn: 'typicalCalledAtypical',
    fp: 'atypicalMissed',
  },
  clinical: {
    sensitivity: 'atypicalFound',
    specificity: 'typicalRecognised',
    fn: 'atypicalMissed',
    fp: 'typicalCalledAtypical',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<PolarName, FigureName>>>>;
export type Polarity = keyof typeof POLARITIES;

/** A share in [0, 1]. */
export interface KnownFigure {
  /** Of a figure that the print leaves open, the middle of what is possible. */
  readonly value: number | null;
  /** The confidence interval; `null` where there is none, as for all that is printed. */
  readonly low: number | null;
  readonly high: number | null;
  /** What the figure can be, as far as is known of it: both the value itself where that is known. */
  readonly least: number | null;
  readonly most: number | null;
  /** What it was counted from; `null` where that is not known. */
  readonly counted: { readonly numerator: number; readonly denominator: number } | null;
}

/** What is known of one experiment, from the paper's print or from a test of ours. */
export interface ExperimentFigures {
  readonly experiment: PaperExperiment;
  readonly figures: Readonly<Record<FigureName, KnownFigure>>;
}

/** Half of the last digit of a share that is printed with two decimals. */
const HALF_HUNDREDTH = 0.005;

/** Of each experiment what the paper prints: from its confusion matrix where it prints one, else from its row. */
export const PRINTED_EXPERIMENTS: readonly ExperimentFigures[] = PAPER_EXPERIMENTS.map((experiment) => ({
  experiment,
  figures: printedMatrixFigures(experiment) ?? printedRowFigures(experiment),
}));

function printedMatrixFigures({ id }: PaperExperiment): ExperimentFigures['figures'] | null {
  const matrix = PRINTED_MATRICES.find((one) => one.id === id);
  if (matrix === undefined) return null;
  const [recognised, falseAlarms] = matrix.typical;
  const [missed, found] = matrix.atypical;
  const typical = recognised + falseAlarms;
  const atypical = missed + found;
  return {
    accuracy: countedFigure(recognised + found, typical + atypical),
    typicalRecognised: countedFigure(recognised, typical),
    atypicalFound: countedFigure(found, atypical),
    typicalCalledAtypical: countedFigure(falseAlarms, typical + atypical),
    atypicalMissed: countedFigure(missed, typical + atypical),
  };
}

function countedFigure(numerator: number, denominator: number): KnownFigure {
  const value = numerator / denominator;
  return { value, low: null, high: null, least: value, most: value, counted: { numerator, denominator } };
}

function printedRowFigures({ printed }: PaperExperiment): ExperimentFigures['figures'] {
  const accuracy = printed.accuracyPercent / 100;
  const missed = possiblyMissed(printed);
  return {
    accuracy: printedFigure(accuracy, { least: accuracy, most: accuracy + 0.01 }),
    typicalRecognised: roundedFigure(printed.sensitivity),
    atypicalFound: roundedFigure(printed.specificity),
    typicalCalledAtypical: countedFigure(
      wholeImages(printed.falseNegativePercent, PRINTED_TEST_IMAGES).images,
      PRINTED_TEST_IMAGES,
    ),
    atypicalMissed:
      missed === null
        ? printedFigure(null, { least: null, most: null })
        : printedFigure((missed.least + missed.most) / 2 / PRINTED_TEST_IMAGES, {
            least: missed.least / PRINTED_TEST_IMAGES,
            most: missed.most / PRINTED_TEST_IMAGES,
          }),
  };
}

function roundedFigure(value: number): KnownFigure {
  return printedFigure(value, { least: value - HALF_HUNDREDTH, most: value + HALF_HUNDREDTH });
}

function printedFigure(
  value: number | null,
  { least, most }: { readonly least: number | null; readonly most: number | null },
): KnownFigure {
  return { value, low: null, high: null, least, most, counted: null };
}

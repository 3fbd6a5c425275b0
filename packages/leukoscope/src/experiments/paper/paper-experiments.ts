/** What the paper prints of one experiment, in its own polarity: its "positive" cells are the typical ones. */
export interface PrintedFigures {
  /** Whole percent, cut and not rounded. */
  readonly accuracyPercent: number;
  /** Share of the typical cells called typical, the clinical specificity. */
  readonly sensitivity: number;
  /** Share of the atypical cells called atypical, the clinical sensitivity. */
  readonly specificity: number;
  /** Typical cells called atypical, in percent of all test images. */
  readonly falseNegativePercent: number;
}

/** One experiment of the paper, with the settings of its result tables. */
export interface PaperExperiment {
  readonly id: number;
  readonly network: 'cnn' | 'resnet18' | 'resnet34';
  readonly sizePx: 32 | 400;
  /** `null` where the paper prints none. */
  readonly batch: number | null;
  readonly epochs: number;
  readonly printed: PrintedFigures;
}

type Row = readonly [
  id: number,
  network: PaperExperiment['network'],
  sizePx: PaperExperiment['sizePx'],
  batch: number | null,
  epochs: number,
  accuracyPercent: number,
  sensitivity: number,
  specificity: number,
  falseNegativePercent: number,
];

const ROWS: readonly Row[] = [
  [1, 'cnn', 32, 4, 45, 95, 0.97, 0.87, 2.02],
  [2, 'cnn', 32, 8, 45, 95, 0.97, 0.88, 2.45],
  [3, 'cnn', 32, 34, 45, 95, 0.98, 0.88, 1.69],
  [4, 'cnn', 32, 8, 60, 95, 0.97, 0.89, 2.26],
  [5, 'cnn', 32, 34, 60, 95, 0.97, 0.86, 2.07],
  [6, 'cnn', 400, 34, 34, 94, 0.98, 0.8, 1.28],
  [7, 'cnn', 400, 4, 45, 94, 0.97, 0.85, 2.07],
  [8, 'cnn', 400, 8, 45, 94, 0.97, 0.86, 2.64],
  [9, 'cnn', 400, 102, 50, 94, 0.96, 0.87, 3.49],
  [10, 'resnet18', 32, null, 30, 96, 0.99, 0.86, 1.2],
  [11, 'resnet18', 32, null, 50, 96, 0.97, 0.93, 2.21],
  [12, 'resnet34', 32, null, 30, 96, 0.98, 0.91, 1.74],
  [13, 'resnet34', 32, null, 50, 96, 0.98, 0.89, 1.55],
  [14, 'resnet18', 400, null, 30, 97, 0.98, 0.93, 1.33],
  [15, 'resnet18', 400, null, 50, 96, 0.97, 0.93, 2.04],
  [16, 'resnet34', 400, null, 30, 95, 0.99, 0.83, 0.87],
  [17, 'resnet34', 400, null, 50, 96, 0.98, 0.93, 1.82],
];

/** The 17 experiments, in the paper's order. */
export const PAPER_EXPERIMENTS: readonly PaperExperiment[] = ROWS.map(
  ([id, network, sizePx, batch, epochs, accuracyPercent, sensitivity, specificity, falseNegativePercent]) => ({
    ...{ id, network, sizePx, batch, epochs },
    printed: { accuracyPercent, sensitivity, specificity, falseNegativePercent },
  }),
);

/**
 * The order in which they are done: first the ones that the paper's claims and confusion matrices rest on, of each kind
 * the cheap ones first; then the others.
 */
export const BY_IMPORTANCE: readonly number[] = [3, 10, 12, 14, 6, 16, 11, 1, 2, 5, 4, 13, 9, 8, 7, 15, 17];

/** A results table of the paper: one kind of network at one size. */
export interface ResultsTable {
  readonly number: 'III' | 'IV' | 'V' | 'VI';
  readonly kind: 'cnn' | 'transfer';
  readonly sizePx: PaperExperiment['sizePx'];
}

export const RESULTS_TABLES: readonly ResultsTable[] = [
  { number: 'III', kind: 'cnn', sizePx: 32 },
  { number: 'IV', kind: 'cnn', sizePx: 400 },
  { number: 'V', kind: 'transfer', sizePx: 32 },
  { number: 'VI', kind: 'transfer', sizePx: 400 },
];

export function experimentOf(id: number): PaperExperiment {
  const found = PAPER_EXPERIMENTS.find((experiment) => experiment.id === id);
  if (found === undefined)
    throw new RangeError(`experiment ${id} is none of the paper's 1 to ${PAPER_EXPERIMENTS.length}`);
  return found;
}

export function experimentsIn({ kind, sizePx }: Pick<ResultsTable, 'kind' | 'sizePx'>): PaperExperiment[] {
  return PAPER_EXPERIMENTS.filter(
    (experiment) => experiment.sizePx === sizePx && (experiment.network === 'cnn') === (kind === 'cnn'),
  );
}

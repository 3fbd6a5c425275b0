import type { FittedTemperature } from '../../evaluation/reliability/temperature.ts';
import type { Preprocessing } from '../../images/preprocessing.ts';
import type { Adaptation } from '../../models/adaptation-card.ts';
import type { ModelCard } from '../../models/model-card.ts';
import type { Teaching, TrainSettings } from '../../training/train-settings.ts';
import type { KnownRun, KnownSettings } from './known-of-model.ts';
import type { TestedFigures } from './tested-figures.ts';

type Training = ModelCard['training'];
type Part = Training['cells']['train'];

/** The sentences that facts of a model are told in; each is given what is known and nothing else. */
export interface FactTexts {
  readonly intendedUse: string;
  readonly users: string;
  readonly kind: (names: readonly string[], members: number | null) => string;
  readonly input: (preprocessing: Preprocessing) => string;
  readonly predictors: string;
  readonly output: (card: Pick<ModelCard, 'threshold' | 'types' | 'testViews'>) => string;
  readonly dataset: (dataset: Training['dataset']) => string;
  readonly reference: (scheme: ModelCard['scheme']) => string;
  readonly left: (run: KnownRun) => string;
  readonly missing: string;
  readonly split: (split: Training['split']) => string;
  readonly part: (name: 'train' | 'validation' | 'test', cells: Part) => string;
  readonly start: (start: TrainSettings['start'], seed: number | null) => string;
  readonly teaching: (teaching: Teaching) => string;
  readonly training: (settings: KnownSettings, epochs: number | null) => string;
  readonly balance: (balance: TrainSettings['balance']) => string;
  readonly selection: (settings: KnownSettings, training: Pick<Training, 'epochs' | 'search'>) => string;
  readonly fittedSelection: string;
  readonly ensemble: (members: number) => string;
  readonly notAnEnsemble: string;
  /** @param adaptation if labelled cells of another laboratory chose it */
  readonly threshold: (threshold: ModelCard['threshold'], adaptation: Adaptation | null) => string;
  /** @param adaptation if labelled cells of another laboratory chose it */
  readonly temperature: (temperature: FittedTemperature, adaptation: Adaptation | null) => string;
  readonly notUpdated: string;
  readonly adapted: (adaptation: Adaptation) => string;
  readonly measures: string;
  readonly uncertainty: string;
  readonly predictionMethod: string;
  readonly badInput: string;
  readonly explanations: string;
  /** @param choseThreshold and not other cells, in a calibration */
  readonly validation: (validation: NonNullable<ModelCard['validation']>, choseThreshold: boolean) => string;
  /** Of a calibrated model, on the cells that chose its threshold. */
  readonly reached: (reached: ModelCard['threshold']['reached']) => string;
  readonly tested: (
    test: TestedFigures,
    /** With their intervals. */
    figures: Readonly<Record<'sensitivity' | 'specificity' | 'rocAuc', string>>,
  ) => string;
  readonly testSet: (test: TestedFigures, isSameData: boolean) => string;
  readonly failures: (confusion: TestedFigures['confusion'], byType: readonly string[]) => string;
  readonly software: (versions: Readonly<Record<string, string>>, device: string | undefined) => string;
  readonly artefact: (bytes: number) => string;
  readonly programAvailability: (version: string) => string;
}

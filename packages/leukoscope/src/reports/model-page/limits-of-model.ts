import { FEW_PATIENTS } from '../../evaluation/bootstrap.ts';
import { type KnownOfModel, settingsOf } from './known-of-model.ts';
import { isTest } from './tested-figures.ts';

/** Types with fewer training cells are named: of so few little is learnt. */
const FEW_CELLS = 100;

/** What holds a model back, as far as the program can tell; the first matter most. */
export type ModelLimit =
  | { readonly kind: 'synthetic' | 'no-test' | 'flattering-test' | 'synthetic-test' | 'unnamed-patients' }
  | { readonly kind: 'calibrated-on-validation' }
  | { readonly kind: 'split-by-image' | 'leaks-allowed' | 'one-data-set' | 'no-validation' }
  | { readonly kind: 'search' | 'default-threshold' | 'no-temperature' | 'unknown-licence' | 'mixed-environments' }
  | { readonly kind: 'people' }
  | { readonly kind: 'few-patients'; readonly train: number; readonly validation: number | null }
  | { readonly kind: 'mix'; readonly share: number }
  | { readonly kind: 'few-cells'; readonly types: readonly string[]; readonly below: number }
  | { readonly kind: 'left-out'; readonly rejected: number }
  | { readonly kind: 'scale'; readonly micronsPerPixel: number };

export function limitsOf(known: KnownOfModel): ModelLimit[] {
  return [...limitsOfTest(known), ...limitsOfData(known), ...limitsOfTraining(known), { kind: 'people' }];
}

function limitsOfTest({ card, test }: KnownOfModel): ModelLimit[] {
  return [
    ...when(card.training.dataset.synthetic, { kind: 'synthetic' }),
    ...when(test === null, { kind: 'no-test' }),
    ...when(test !== null && !isTest(test), { kind: 'flattering-test' }),
    ...when(test?.about.synthetic === true, { kind: 'synthetic-test' }),
  ];
}

function limitsOfData({ card: { training, types, preprocessing }, run, test }: KnownOfModel): ModelLimit[] {
  const { train, validation } = training.cells;
  const cells = train.typical + train.atypical;
  const few = (types ?? []).filter((type) => type.cells < FEW_CELLS).map(({ code }) => code);
  const { crop } = preprocessing;
  const isOneDataSet = test === null || test.about.dataset.dataHash === training.dataset.dataHash;
  return [
    ...when(training.split.by === 'image', { kind: 'split-by-image' }),
    ...when(run?.allowLeaks === true, { kind: 'leaks-allowed' }),
    ...when(isOneDataSet, { kind: 'one-data-set' }),
    ...when(train.patients === null, { kind: 'unnamed-patients' }),
    ...when(train.patients !== null && train.patients < FEW_PATIENTS, {
      kind: 'few-patients',
      train: train.patients ?? 0,
      validation: validation.patients,
    }),
    ...when(cells > 0, { kind: 'mix', share: train.atypical / cells }),
    ...when(few.length > 0, { kind: 'few-cells', types: few, below: FEW_CELLS }),
    ...(run !== null && run.rejected > 0 ? [{ kind: 'left-out', rejected: run.rejected } as const] : []),
    ...(crop.kind === 'physical' ? [{ kind: 'scale', micronsPerPixel: crop.micronsPerPixel } as const] : []),
  ];
}

function limitsOfTraining({ card, run }: KnownOfModel): ModelLimit[] {
  const { validation, temperature, threshold, training, calibration } = card;
  const start = settingsOf(card)?.start;
  return [
    ...when(validation === null, { kind: 'no-validation' }),
    ...when(training.search !== undefined, { kind: 'search' }),
    ...when(calibration?.choseModel === true, { kind: 'calibrated-on-validation' }),
    ...when(threshold.rule === 'default', { kind: 'default-threshold' }),
    ...when((temperature?.value ?? null) === null, { kind: 'no-temperature' }),
    ...when(start?.kind === 'weights' && start.licence === null, { kind: 'unknown-licence' }),
    ...when(run !== null && run.machines.length > 1, { kind: 'mixed-environments' }),
  ];
}

function when(holds: boolean, limit: ModelLimit): ModelLimit[] {
  return holds ? [limit] : [];
}

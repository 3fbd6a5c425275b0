import type { SplitUnit } from '../../datasets/split-units.ts';
import type { Language } from '../../errors/entry.ts';
import { countText } from '../../reports/plots/interval-text.ts';
import { isNotPretrained } from '../our-figures.ts';
import type { FigureName } from '../paper/experiment-figures.ts';
import type { ModelGroup } from '../paper/model-groups.ts';
import type { PaperExperiment } from '../paper/paper-experiments.ts';
import type { ReproducedRun } from '../reproduced-run.ts';

/** Names that stand in every part of the report. */
export interface Words {
  readonly networks: Readonly<Record<PaperExperiment['network'], string>>;
  readonly group: (group: ModelGroup) => string;
  readonly experiment: (experiment: PaperExperiment) => string;
  /** The same with what a run of ours had. */
  readonly run: (run: ReproducedRun) => string;
  readonly paper: string;
  readonly ours: string;
  readonly splits: Readonly<Record<SplitUnit, string>>;
  readonly headOnly: string;
  readonly notPretrained: string;
  /** Of a run whose epochs were shortened. */
  readonly shortened: (epochs: number, of: number) => string;
  readonly notRun: string;
  readonly diverged: (epoch: number) => string;
  readonly notDoneYet: string;
  readonly figures: Readonly<Record<FigureName, string>>;
  /** Of several experiments: `1, 2 and 5`. */
  readonly list: (ids: readonly number[]) => string;
}

const list = (ids: readonly number[], and: string) =>
  ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} ${and} ${ids.at(-1)}`;

const notPretrained = { en: 'not pre-trained', es: 'sin preentrenar' };

const shortened = {
  en: (epochs: number, of: number) => `${epochs} of ${of} epochs`,
  es: (epochs: number, of: number) => `${epochs} de ${of} épocas`,
};

const networks = { cnn: 'CNN', resnet18: 'ResNet18', resnet34: 'ResNet34' } as const;

const batchOf = { en: (batch: number) => `batch ${batch}`, es: (batch: number) => `lote ${batch}` };
const epochsOf = { en: (epochs: number) => `${epochs} epochs`, es: (epochs: number) => `${epochs} épocas` };

function runText(run: ReproducedRun, language: Language): string {
  const { experiment, batch, epochs } = run;
  const { id, network, sizePx, epochs: of } = experiment;
  return [
    `${id} · ${networks[network]}`,
    `${sizePx} px`,
    batchOf[language](batch),
    epochs === of ? epochsOf[language](epochs) : shortened[language](epochs, of),
    ...(isNotPretrained(run) ? [notPretrained[language]] : []),
  ].join(', ');
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    networks,
    group: ({ kind, sizePx }) => `${kind === 'cnn' ? 'CNN' : 'Transfer learning'}, ${sizePx} px`,
    experiment: ({ id, network, sizePx, batch, epochs }) =>
      `${id} · ${networks[network]}, ${sizePx} px, ${batch === null ? 'batch not printed' : `batch ${batch}`}, ${countText(epochs)} epochs`,
    run: (run) => runText(run, 'en'),
    paper: 'paper',
    ours: 'ours',
    splits: { image: 'ours, by image', patient: 'ours, by patient' },
    headOnly: 'head only',
    notPretrained: notPretrained.en,
    shortened: shortened.en,
    notRun: 'not run',
    diverged: (epoch) => `diverged in epoch ${epoch}`,
    notDoneYet: 'not done yet',
    figures: {
      accuracy: 'accuracy',
      typicalRecognised: 'typical cells recognised',
      atypicalFound: 'atypical cells found',
      typicalCalledAtypical: 'typical called atypical, of all cells',
      atypicalMissed: 'atypical missed, of all cells',
    },
    list: (ids) => list(ids, 'and'),
  },
  es: {
    networks,
    group: ({ kind, sizePx }) => `${kind === 'cnn' ? 'CNN' : 'Transferencia de aprendizaje'}, ${sizePx} px`,
    experiment: ({ id, network, sizePx, batch, epochs }) =>
      `${id} · ${networks[network]}, ${sizePx} px, ${batch === null ? 'lote no impreso' : `lote ${batch}`}, ${countText(epochs)} épocas`,
    run: (run) => runText(run, 'es'),
    paper: 'artículo',
    ours: 'nuestro',
    splits: { image: 'nuestro, por imagen', patient: 'nuestro, por paciente' },
    headOnly: 'solo la cabeza',
    notPretrained: notPretrained.es,
    shortened: shortened.es,
    notRun: 'no ejecutado',
    diverged: (epoch) => `divergió en la época ${epoch}`,
    notDoneYet: 'aún sin hacer',
    figures: {
      accuracy: 'exactitud',
      typicalRecognised: 'células típicas reconocidas',
      atypicalFound: 'células atípicas detectadas',
      typicalCalledAtypical: 'típicas llamadas atípicas, de todas las células',
      atypicalMissed: 'atípicas no detectadas, de todas las células',
    },
    list: (ids) => list(ids, 'y'),
  },
};

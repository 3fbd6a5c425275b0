import type { Language } from '../../errors/entry.ts';
import { countText } from '../../reports/plots/interval-text.ts';

interface ConditionsTexts {
  readonly environmentCaption: string;
  readonly inPaper: string;
  readonly here: string;
  readonly software: string;
  readonly machine: string;
  readonly assumptions: readonly string[];
  readonly noRuns: string;
  readonly runsCaption: string;
  readonly runColumns: readonly string[];
  readonly random: string;
  readonly ownWeights: string;
  readonly of: (epochs: number, all: number) => string;
  readonly patients: (count: number) => string;
  readonly pending: (count: number) => string;
  readonly diverged: (count: number) => string;
  readonly starts: string;
  readonly licence: (name: string) => string;
  readonly command: string;
  readonly repeat: (facts: { readonly dataHash: string; readonly scheme: string; readonly seed: number }) => string;
  readonly tables: string;
}

export const CONDITIONS_TEXTS: Readonly<Record<Language, ConditionsTexts>> = {
  en: {
    environmentCaption: 'Where the paper computed, and where this was computed',
    inPaper: 'the paper',
    here: 'here',
    software: 'software',
    machine: 'machine',
    assumptions: [
      "CNN: 6 and 16 filters of 5 × 5, stride 1, no padding, pooling 2 × 2, PyTorch's default random start, inputs scaled to −1 … 1; SGD, learning rate 0.001, momentum 0.9 (these two are printed).",
      "Transfer learning: ReLU between the two new layers, ImageNet's mean and deviation, batch 32, all layers trained; Adam, learning rate 0.0005, weight decay 0.003 (these two are printed).",
      'No validation part, as in the paper: the last epoch is taken whatever it reached, and a cell is called atypical from a probability of 0.5 up.',
      'Smudge cells count as atypical where the scheme is “paper”, since the paper names two groups only.',
    ],
    noRuns: 'No run is done yet.',
    runsCaption: 'Each run that is done',
    runColumns: [
      'experiment',
      'split',
      'began from',
      'epochs',
      'batch',
      'learnt from, typical + atypical',
      'tested on, typical + atypical',
      'last loss',
      'last training accuracy',
      'ROC AUC, test',
      'time',
    ],
    random: 'random',
    ownWeights: 'weights of a file',
    of: (epochs, all) => `${epochs} of ${all}`,
    patients: (count) => `${countText(count)} patients`,
    pending: (count) => `Planned and not done yet: ${count}.`,
    diverged: (count) => `Came to nothing, since the numbers grew beyond all bounds: ${count}.`,
    starts: 'Weights that networks began from:',
    licence: (name) => `licence ${name}`,
    command: 'The command, which goes on where it was interrupted:',
    repeat: ({ dataHash, scheme, seed }) => `Data set ${dataHash}; scheme ${scheme}; seed ${seed}.`,
    tables:
      'Every table lies beside this page in the folder tables as CSV, the runs one a line in runs.csv; every figure in the folder figures as SVG, with its numbers.',
  },
  es: {
    environmentCaption: 'Dónde calculó el artículo, y dónde se calculó esto',
    inPaper: 'el artículo',
    here: 'aquí',
    software: 'programas',
    machine: 'equipo',
    assumptions: [
      'CNN: 6 y 16 filtros de 5 × 5, paso 1, sin relleno, agrupación de 2 × 2, inicio al azar como el de PyTorch, entradas entre −1 y 1; SGD, tasa de aprendizaje 0.001, momento 0.9 (estos dos están impresos).',
      'Transferencia de aprendizaje: ReLU entre las dos capas nuevas, media y desviación de ImageNet, lote 32, todas las capas entrenadas; Adam, tasa de aprendizaje 0.0005, decaimiento de pesos 0.003 (estos dos están impresos).',
      'Sin parte de validación, como en el artículo: se toma la última época, haya alcanzado lo que haya alcanzado, y una célula se llama atípica desde una probabilidad de 0.5.',
      'Las sombras de Gumprecht cuentan como atípicas donde el esquema es «paper», pues el artículo solo nombra dos grupos.',
    ],
    noRuns: 'Aún no se ha hecho ningún entrenamiento.',
    runsCaption: 'Cada entrenamiento hecho',
    runColumns: [
      'experimento',
      'partición',
      'empezó con',
      'épocas',
      'lote',
      'aprendió de, típicas + atípicas',
      'probado con, típicas + atípicas',
      'última pérdida',
      'última exactitud de entrenamiento',
      'ROC AUC, prueba',
      'tiempo',
    ],
    random: 'azar',
    ownWeights: 'pesos de un archivo',
    of: (epochs, all) => `${epochs} de ${all}`,
    patients: (count) => `${countText(count)} pacientes`,
    pending: (count) => `Planeados y aún sin hacer: ${count}.`,
    diverged: (count) => `Quedaron en nada, porque los números crecieron sin límite: ${count}.`,
    starts: 'Pesos con que empezaron las redes:',
    licence: (name) => `licencia ${name}`,
    command: 'La orden, que sigue donde se interrumpió:',
    repeat: ({ dataHash, scheme, seed }) => `Conjunto de datos ${dataHash}; esquema ${scheme}; semilla ${seed}.`,
    tables:
      'Cada tabla está junto a esta página en la carpeta tables como CSV, los entrenamientos uno por línea en runs.csv; cada figura en la carpeta figures como SVG, con sus números.',
  },
};

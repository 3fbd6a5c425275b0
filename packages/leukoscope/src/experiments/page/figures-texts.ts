import type { Language } from '../../errors/entry.ts';
import { countText } from '../../reports/plots/interval-text.ts';
import { REPORT_TEXTS } from '../../reports/report-texts.ts';
import type { SampleCell } from '../reproduction-contents.ts';
import type { DrawnLayer } from './architecture.ts';
import type { TreeBranch } from './cell-tree.ts';
import type { Outcome } from './outcomes.ts';

export interface FiguresTexts {
  readonly architectureTitle: string;
  readonly architectures: readonly [cnn: string, transfer: string];
  readonly layer: (layer: DrawnLayer) => string;
  readonly architectureNotes: readonly string[];
  readonly treeTitle: string;
  readonly treeRoot: (cells: number, printed: number) => string;
  readonly branch: (branch: TreeBranch) => string;
  readonly treeColumns: readonly [here: string, paper: string];
  readonly treeNotes: (excluded: number) => readonly string[];
  readonly samplesTitle: string;
  readonly parts: Readonly<Record<SampleCell['part'], string>>;
  readonly samplesNotes: readonly string[];
  readonly effectivenessTitle: string;
  readonly effectivenessAxis: string;
  readonly effectivenessNotes: readonly string[];
  readonly outcomesTitle: string;
  readonly outcomesAxis: string;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly clinicalNames: Readonly<Record<Outcome, string>>;
  readonly outcomesNotes: readonly string[];
}

const many = (count: number, one: string, several: string) => `${count} ${count === 1 ? one : several}`;

export const FIGURES_TEXTS: Readonly<Record<Language, FiguresTexts>> = {
  en: {
    architectureTitle: 'The two architectures',
    architectures: [
      'CNN: what comes out of each layer',
      'Transfer learning, ResNet18 and ResNet34: what comes out of each layer',
    ],
    layer: ({ kind, kernel, stride, blocks, features, relu }) => {
      const then = relu ? ', ReLU' : '';
      switch (kind) {
        case 'input':
          return 'image, RGB';
        case 'convolution':
          return `convolution ${kernel} × ${kernel}${stride === 1 ? '' : `, stride ${stride}`}, ${features} filters${kernel === 7 ? ', batch norm.' : ''}${then}`;
        case 'pooling':
          return `max pooling ${kernel} × ${kernel}${stride === kernel ? '' : `, stride ${stride}`}`;
        case 'stage':
          return `${blocks?.[0]} | ${blocks?.[1]} residual blocks of two ${kernel} × ${kernel}, ${features} filters`;
        case 'average':
          return 'average over each plane';
        case 'linear':
          return `fully connected, ${many(features, 'unit', 'units')}${then}`;
      }
    },
    architectureNotes: [
      'Drawn from the networks as they are built here. Boxes: as wide as the planes that come out, at 32 px; with round ends: units of a layer. The numbers are features × height × width. “2 | 3” are the blocks of ResNet18 | ResNet34.',
      "At 400 px the CNN's first fully connected layer has 150\u202F544 inputs, 16 × 97 × 97; at 32 px 400.",
    ],
    treeTitle: 'Cell types, typical and atypical',
    treeRoot: (cells, printed) => `white blood cells: ${countText(cells)} (paper ${countText(printed)})`,
    branch: ({ group, cells, printed }) =>
      `${REPORT_TEXTS.en.groups[group]}: ${countText(cells)} (paper ${countText(printed)})`,
    treeColumns: ['here', 'paper'],
    treeNotes: (excluded) => [
      `Types of this data set by its scheme, then those that only the paper's has.${excluded === 0 ? '' : ` ${countText(excluded)} cells here are excluded and not drawn.`}`,
    ],
    samplesTitle: 'Sample cells',
    parts: { train: 'training', test: 'test' },
    samplesNotes: [
      "In the paper's arrangement: rows 1 to 3 of training, row 4 of the test; columns 1 and 3 atypical, 2 and 4 typical. The paper's own cells are not shown here.",
    ],
    effectivenessTitle: 'Share of each class called rightly, by the best model of each group',
    effectivenessAxis: 'called rightly, of the class (%)',
    effectivenessNotes: [
      'Best by accuracy, then by total error, as in the paper. Intervals of 95%, over patients where there are patients; the paper gives none.',
    ],
    outcomesTitle: 'Shares of TP, TN, FP and FN, by the best model of each group',
    outcomesAxis: 'of all cells of the test (%)',
    outcomes: {
      tn: "typical, called typical: TN (paper's TP)",
      fp: "typical, called atypical: FP (paper's FN)",
      fn: "atypical, missed: FN (paper's FP)",
      tp: "atypical, found: TP (paper's TN)",
    },
    clinicalNames: { tn: 'TN', fp: 'FP', fn: 'FN', tp: 'TP' },
    outcomesNotes: [
      'Beside the bars in percent and in the clinical polarity, positive = atypical. ≈: the paper prints no matrix of this experiment; drawn is the middle of what its row leaves possible.',
    ],
  },
  es: {
    architectureTitle: 'Las dos arquitecturas',
    architectures: [
      'CNN: lo que sale de cada capa',
      'Transferencia de aprendizaje, ResNet18 y ResNet34: lo que sale de cada capa',
    ],
    layer: ({ kind, kernel, stride, blocks, features, relu }) => {
      const then = relu ? ', ReLU' : '';
      switch (kind) {
        case 'input':
          return 'imagen, RGB';
        case 'convolution':
          return `convolución ${kernel} × ${kernel}${stride === 1 ? '' : `, paso ${stride}`}, ${features} filtros${kernel === 7 ? ', norm. por lotes' : ''}${then}`;
        case 'pooling':
          return `agrupación máxima ${kernel} × ${kernel}${stride === kernel ? '' : `, paso ${stride}`}`;
        case 'stage':
          return `${blocks?.[0]} | ${blocks?.[1]} bloques residuales de dos ${kernel} × ${kernel}, ${features} filtros`;
        case 'average':
          return 'media de cada plano';
        case 'linear':
          return `totalmente conectada, ${many(features, 'unidad', 'unidades')}${then}`;
      }
    },
    architectureNotes: [
      'Dibujadas de las redes como aquí se construyen. Cajas: tan anchas como los planos que salen, a 32 px; con extremos redondos: unidades de una capa. Los números son características × alto × ancho. «2 | 3» son los bloques de ResNet18 | ResNet34.',
      'A 400 px la primera capa totalmente conectada de la CNN tiene 150\u202F544 entradas, 16 × 97 × 97; a 32 px, 400.',
    ],
    treeTitle: 'Tipos celulares, típicos y atípicos',
    treeRoot: (cells, printed) => `leucocitos: ${countText(cells)} (artículo ${countText(printed)})`,
    branch: ({ group, cells, printed }) =>
      `${group === 'typical' ? 'típicas' : 'atípicas'}: ${countText(cells)} (artículo ${countText(printed)})`,
    treeColumns: ['aquí', 'artículo'],
    treeNotes: (excluded) => [
      `Tipos de este conjunto según su esquema, después los que solo tiene el del artículo.${excluded === 0 ? '' : ` ${countText(excluded)} células de aquí están excluidas y no se dibujan.`}`,
    ],
    samplesTitle: 'Células de muestra',
    parts: { train: 'entrenamiento', test: 'prueba' },
    samplesNotes: [
      'En la disposición del artículo: filas 1 a 3 de entrenamiento, fila 4 de prueba; columnas 1 y 3 atípicas, 2 y 4 típicas. Las células del artículo no se muestran aquí.',
    ],
    effectivenessTitle: 'Proporción de cada clase llamada correctamente, del mejor modelo de cada grupo',
    effectivenessAxis: 'llamadas correctamente, de la clase (%)',
    effectivenessNotes: [
      'El mejor por exactitud y después por error total, como en el artículo. Intervalos del 95%, sobre pacientes donde hay pacientes; el artículo no da ninguno.',
    ],
    outcomesTitle: 'Proporciones de VP, VN, FP y FN, del mejor modelo de cada grupo',
    outcomesAxis: 'de todas las células de la prueba (%)',
    outcomes: {
      tn: 'típicas, llamadas típicas: VN (VP del artículo)',
      fp: 'típicas, llamadas atípicas: FP (FN del artículo)',
      fn: 'atípicas, no detectadas: FN (FP del artículo)',
      tp: 'atípicas, detectadas: VP (VN del artículo)',
    },
    clinicalNames: { tn: 'VN', fp: 'FP', fn: 'FN', tp: 'VP' },
    outcomesNotes: [
      'Junto a las barras, en tanto por ciento y en la polaridad clínica, positivo = atípica. ≈: el artículo no imprime la matriz de este experimento; se dibuja el medio de lo que su fila deja posible.',
    ],
  },
};

import type { Language } from '../errors/entry.ts';
import { countText } from './plots/interval-text.ts';

interface AuditPageTexts {
  readonly title: (dataset: string) => string;
  readonly about: (counts: Readonly<Record<'cells' | 'typical' | 'atypical' | 'excluded', number>>) => string;
  readonly patients: (count: number | null) => string;
  readonly split: (words: { readonly by: string; readonly origin: string; readonly judged: string }) => string;
  readonly rejected: (count: number) => string;
  readonly sections: Readonly<Record<'views' | 'coins' | 'copies' | 'labels' | 'parts' | 'method', string>>;
  readonly viewsCaption: string;
  readonly viewsNote: string;
  readonly coinsCaption: string;
  readonly coinsNote: string;
  readonly noCoins: string;
  readonly pairsShown: (shown: number, total: number) => string;
  readonly pair: (how: string, across: boolean) => string;
  readonly exact: string;
  readonly near: string;
  readonly partsCaption: string;
  readonly partColumns: Readonly<Record<'part' | 'cells' | 'patients', string>>;
  readonly parts: Readonly<Record<'train' | 'validation' | 'test', string>>;
  readonly method: readonly string[];
  readonly notSeen: readonly string[];
  readonly notSeenTitle: string;
  readonly command: string;
}

export const AUDIT_PAGE_TEXTS: Readonly<Record<Language, AuditPageTexts>> = {
  en: {
    title: (dataset) => `Can figures from “${dataset}” be believed?`,
    about: ({ cells, typical, atypical, excluded }) =>
      `${countText(cells)} cells: ${countText(typical)} typical, ${countText(atypical)} atypical; ${countText(excluded)} excluded.`,
    patients: (count) => (count === null ? 'No patients are named.' : `Patients: ${countText(count)}.`),
    split: ({ by, origin, judged }) => `Split ${by}, ${origin}; ${judged}.`,
    rejected: (count) => `${countText(count)} images could not be used and are left out.`,
    sections: {
      views: 'What a model reaches that sees less than the cell',
      coins: 'What the split rewards without any cell',
      copies: 'Copies of pictures',
      labels: 'Labels to look at again',
      parts: 'Who is in which part',
      method: 'How this was found out, and what it does not see',
    },
    viewsCaption: 'ROC AUC of shallow models on cells they have not seen, 95% interval',
    viewsNote:
      'The whole picture is the measure for the others. The mean colour and the size of a file follow the cell in part: they are floors to quote, not faults. The border is the outermost 11% of the side.',
    coinsCaption: 'ROC AUC of a shallow model on held-out cells; 0.5 is chance',
    coinsNote:
      'A coin for each patient, thrown several times: it has nothing to do with any cell. What lies above 0.5 is earned by recognising the patient.',
    noCoins: 'Without patients no coin can be thrown for them.',
    pairsShown: (shown, total) => `${countText(shown)} of ${countText(total)} pairs, those across the split first.`,
    pair: (how, across) => (across ? `${how}, across the split` : how),
    exact: 'the same file',
    near: 'the same picture',
    partsCaption: 'Cells and patients by part of the split',
    partColumns: { part: 'Part', cells: 'Cells', patients: 'Patients' },
    parts: { train: 'training', validation: 'validation', test: 'test' },
    method: [
      'The shallow model knows a picture by how often each colour occurs and by means and spreads in rings around the centre; it learns with boosted trees. Nothing in it knows what a nucleus is.',
      'Border and mean colour are judged by logistic regression, whose strictness is chosen on other patients; files by boosted trees on format, size in pixels, JPEG tables and camera. File names are never looked at.',
      'Every model is judged on cells that it has not learnt from. Intervals resample patients where the data name them.',
      'The share of wrong labels is estimated by confident learning (Northcutt and others, 2021).',
    ],
    notSeen: [
      'A shortcut inside the cell, such as a stain that differs by group and colours the nucleus too.',
      'Two patients who are one, under names that do not resemble each other.',
      'Copies turned by other than right angles, or cut very differently.',
      'Whether the cells are like those of your laboratory: only a test on its own cells tells.',
    ],
    notSeenTitle: 'What such an audit does not see',
    command: 'The command:',
  },
  es: {
    title: (dataset) => `¿Se puede creer en las cifras de «${dataset}»?`,
    about: ({ cells, typical, atypical, excluded }) =>
      `${countText(cells)} células: ${countText(typical)} típicas, ${countText(atypical)} atípicas; ${countText(excluded)} excluidas.`,
    patients: (count) => (count === null ? 'No se nombra a los pacientes.' : `Pacientes: ${countText(count)}.`),
    split: ({ by, origin, judged }) => `Partición ${by}, ${origin}; ${judged}.`,
    rejected: (count) => `${countText(count)} imágenes no se pudieron usar y quedan fuera.`,
    sections: {
      views: 'Qué alcanza un modelo que ve menos que la célula',
      coins: 'Qué premia la partición sin ninguna célula',
      copies: 'Copias de imágenes',
      labels: 'Etiquetas que conviene revisar',
      parts: 'Quién está en cada parte',
      method: 'Cómo se averiguó y qué no se ve así',
    },
    viewsCaption: 'ROC AUC de modelos sencillos en células que no han visto, intervalo del 95%',
    viewsNote:
      'La imagen entera es la medida de las demás. El color medio y el tamaño del archivo dependen en parte de la célula: son mínimos que citar, no fallos. El borde es el 11% exterior del lado.',
    coinsCaption: 'ROC AUC de un modelo sencillo en células apartadas; 0.5 es azar',
    coinsNote:
      'Una moneda por paciente, lanzada varias veces: no tiene nada que ver con ninguna célula. Lo que pasa de 0.5 se gana por reconocer al paciente.',
    noCoins: 'Sin pacientes no se puede lanzar una moneda por cada uno.',
    pairsShown: (shown, total) =>
      `${countText(shown)} de ${countText(total)} parejas, primero las que están a ambos lados de la partición.`,
    pair: (how, across) => (across ? `${how}, a ambos lados de la partición` : how),
    exact: 'el mismo archivo',
    near: 'la misma imagen',
    partsCaption: 'Células y pacientes por parte de la partición',
    partColumns: { part: 'Parte', cells: 'Células', patients: 'Pacientes' },
    parts: { train: 'entrenamiento', validation: 'validación', test: 'prueba' },
    method: [
      'El modelo sencillo conoce una imagen por la frecuencia de cada color y por medias y dispersiones en anillos alrededor del centro; aprende con árboles potenciados (boosting). Nada en él sabe qué es un núcleo.',
      'El borde y el color medio los juzga una regresión logística, cuya severidad se elige con otros pacientes; los archivos, árboles potenciados con el formato, el tamaño en píxeles, las tablas JPEG y la cámara. Los nombres de archivo no se miran nunca.',
      'Cada modelo se juzga con células de las que no ha aprendido. Los intervalos remuestrean pacientes donde los datos los nombran.',
      'La proporción de etiquetas erróneas se estima por aprendizaje confiado (confident learning; Northcutt y otros, 2021).',
    ],
    notSeen: [
      'Un atajo dentro de la célula, como una tinción distinta por grupo que colorea también el núcleo.',
      'Dos pacientes que son uno solo, con nombres que no se parecen.',
      'Copias giradas en ángulos que no son rectos o recortadas de manera muy distinta.',
      'Si las células son como las de su laboratorio: eso solo lo dice una prueba con las suyas.',
    ],
    notSeenTitle: 'Qué no ve una auditoría así',
    command: 'La orden:',
  },
};

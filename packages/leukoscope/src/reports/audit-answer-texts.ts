import type { View } from '../audit/read-audit-cells.ts';
import type { ANSWERS, Question } from '../audit/verdicts.ts';
import type { Language } from '../errors/entry.ts';
import { countText } from './plots/interval-text.ts';

/** The figures that an answer may name, as they are written. */
export interface AnswerFigures {
  readonly cells: number;
  readonly withoutPatient: number;
  readonly sharedPatients: number;
  readonly sharedCells: number;
  /** Of coins in this split; `null` where none could be thrown. */
  readonly coin: string | null;
  /** Of coins in the other kind of split; `null` too where they are not told there either. */
  readonly otherCoin: string | null;
  readonly pairs: number;
  readonly seen: number;
  readonly heldOut: number;
  readonly acrossPairs: number;
  readonly copiesOfSeveralPatients: number;
  readonly auc: Readonly<Record<View, string>>;
  /** Names of the traits in which files differ. */
  readonly traits: string;
  readonly noise: string;
  readonly suspects: number;
  readonly contradictions: number;
}

export interface AnswerText {
  /** The finding in a few words. */
  readonly title: (figures: AnswerFigures) => string;
  /** Why it matters and what to do. */
  readonly why: (figures: AnswerFigures) => string;
}

type AnswerTexts = {
  readonly [Key in Question]: Readonly<Record<keyof (typeof ANSWERS)[Key], AnswerText>>;
};

const many = (count: number, one: string, more: string) => `${countText(count)} ${count === 1 ? one : more}`;

const ENGLISH: AnswerTexts = {
  patients: {
    apart: {
      title: () => 'No patient stands on both sides of the split',
      why: ({ coin, otherCoin }) =>
        [
          coin === null
            ? 'There are too few patients to try what recognising them would earn.'
            : `Given a random coin for each patient as its label, a model is right with a ROC AUC of ${coin}: chance (0.5), as it must be.`,
          ...(otherCoin === null
            ? []
            : [
                `In a split by image of the same data it would be ${otherCoin}, for nothing but recognising patients: never quote such a split.`,
              ]),
        ].join(' '),
    },
    unknown: {
      title: () => 'The data do not say whose cells they are',
      why: () =>
        'Cells of one patient resemble each other. Without patients no split can keep them apart, and nothing in the data tells how much of a figure comes from recognising them. Ask those who made the data for patient numbers, or test on cells of another laboratory.',
    },
    partlyKnown: {
      title: ({ withoutPatient, cells }) => `${countText(withoutPatient)} of ${countText(cells)} cells have no patient`,
      why: () =>
        'These cells may be of patients on the other side of the split. Leave them out, or find out whose they are.',
    },
    coinTold: {
      title: ({ coin }) => `Coins of patients who are apart are told with a ROC AUC of ${coin}`,
      why: () =>
        'That is only possible if somebody stands in the data under several names. Compare the patients’ names and dates (leukoscope data scan shows names that resemble each other).',
    },
    shared: {
      title: ({ sharedPatients, sharedCells }) =>
        `${many(sharedPatients, 'patient', 'patients')} (${many(sharedCells, 'cell', 'cells')}) on both sides of the split`,
      why: ({ coin }) =>
        `The split rewards recognising patients${coin === null ? '' : `: given a random coin for each patient as its label, a model is right with a ROC AUC of ${coin}, where 0.5 would be honest`}. Split by patient (leukoscope data split), and do not quote figures from this split.`,
    },
  },
  copies: {
    none: {
      title: () => 'No copies of pictures',
      why: () => 'Also none that is turned, mirrored, moved, rescaled or encoded anew.',
    },
    within: {
      title: ({ pairs }) => `${many(pairs, 'pair', 'pairs')} of copies, none across the split`,
      why: () => 'A cell that is there twice counts twice; of so few no figure changes.',
    },
    manyWithin: {
      title: ({ pairs }) => `${many(pairs, 'pair', 'pairs')} of copies, none across the split`,
      why: () =>
        'Cells that are there several times count several times, and intervals become too narrow. If pictures were turned or mirrored to have more of them, give the originals alone: train does that by itself.',
    },
    twoPatients: {
      title: ({ copiesOfSeveralPatients }) =>
        `${many(copiesOfSeveralPatients, 'picture is', 'pictures are')} said to be of two patients`,
      why: () => 'One of the names is wrong, or the patients are one: then they may stand on both sides of the split.',
    },
    fewAcross: {
      title: ({ acrossPairs }) => `${many(acrossPairs, 'copy', 'copies')} across the split`,
      why: ({ seen, heldOut }) =>
        `Training has seen ${countText(seen)} of the ${countText(heldOut)} held-out cells. Leave the copies out: of so few the figures hardly change.`,
    },
    across: {
      title: ({ seen, heldOut }) =>
        `Training has seen ${countText(seen)} of ${countText(heldOut)} held-out cells, as copies`,
      why: () =>
        'Copies (also turned, mirrored, moved, rescaled or encoded anew) reward memory instead of sight. Probably pictures were multiplied before the split: split the originals first.',
    },
  },
  border: {
    chance: {
      title: ({ auc }) => `A model that sees only the border guesses: ROC AUC ${auc.border}`,
      why: () => 'Neither stain nor light nor ground tells the groups apart.',
    },
    untold: {
      title: () => 'Too few held-out cells of both groups to try a model',
      why: () => 'Keep more cells out of training.',
    },
    tells: {
      title: ({ auc }) => `A model that never sees the cell already reaches a ROC AUC of ${auc.border}`,
      why: ({ auc }) =>
        `It sees only the border of the picture (11% of the side); with the whole picture a model of this kind reaches ${auc.whole}. Stain, light, scale or ground differ between the groups, or cells of one group reach into the border: quote this floor beside every figure: only what lies above it can come from the cell.`,
    },
    all: {
      title: ({ auc }) => `The border alone tells the groups as well as the whole picture: ROC AUC ${auc.border}`,
      why: ({ auc }) =>
        `With the whole picture a model of this kind reaches ${auc.whole}. The groups were photographed differently, and no figure from these data shows that cells are told apart. Both groups must come from the same slides, stain and camera.`,
    },
  },
  file: {
    silent: {
      title: () => 'Files do not tell the groups',
      why: ({ traits, auc }) =>
        traits === ''
          ? 'All files were made alike: one format, size and encoding.'
          : `They differ in ${traits}, which tells the groups with a ROC AUC of ${auc.file}: chance (0.5).`,
    },
    untold: {
      title: () => 'Too few held-out cells of both groups to try a model',
      why: () => 'Keep more cells out of training.',
    },
    hints: {
      title: ({ auc }) => `The way files were made hints at the group: ROC AUC ${auc.file}`,
      why: ({ traits }) =>
        `Files differ in ${traits}. A network can see how a picture was encoded; encode all alike, from the originals.`,
    },
    tells: {
      title: ({ auc }) => `The way files were made tells the group: ROC AUC ${auc.file}, without looking at a picture`,
      why: ({ traits }) =>
        `Files differ in ${traits}. A network can see how a picture was encoded, so that no figure from these data shows that cells are told apart. Get both groups from the same camera and program; encoding anew does not remove the traces.`,
    },
  },
  labels: {
    credible: {
      title: ({ noise }) => `No sign of many wrong labels: at most about ${noise}`,
      why: ({ suspects }) =>
        `The estimate is an upper bound, as a model's own errors count where it is sure of them. ${many(suspects, 'label contradicts', 'labels contradict')} a model that has not seen the cell; the least credible are shown.`,
    },
    untold: {
      title: () => 'How many labels are wrong cannot be told',
      why: ({ noise, auc }) =>
        `A shallow model (ROC AUC ${auc.whole}) is too weak on these cells to tell its own errors from wrong labels; it contradicts ${noise} of them. Look at the cells shown.`,
    },
    noisy: {
      title: ({ noise }) => `Up to ${noise} of the labels may be wrong`,
      why: () =>
        'Wrong labels in training cost accuracy; wrong labels in the test make every figure untrue. Have the cells shown looked at by a second reader.',
    },
    twoLabels: {
      title: ({ contradictions }) => `${many(contradictions, 'picture is', 'pictures are')} there under two labels`,
      why: ({ noise }) => `Of one group, though. Correct them; of all labels at most about ${noise} look wrong.`,
    },
    bothGroups: {
      title: ({ contradictions }) =>
        `${many(contradictions, 'picture is', 'pictures are')} there both as typical and as atypical`,
      why: ({ noise }) =>
        `Either a label is wrong, or the picture shows two cells and does not say which is meant: no model can be right on both. Correct or exclude them. Of all labels at most about ${noise} look wrong.`,
    },
  },
};

const SPANISH: AnswerTexts = {
  patients: {
    apart: {
      title: () => 'Ningún paciente está en ambos lados de la partición',
      why: ({ coin, otherCoin }) =>
        [
          coin === null
            ? 'Hay demasiado pocos pacientes para probar qué se ganaría con reconocerlos.'
            : `Con una moneda al azar por paciente como etiqueta, un modelo acierta con un ROC AUC de ${coin}: azar (0.5), como debe ser.`,
          ...(otherCoin === null
            ? []
            : [
                `En una partición por imagen de los mismos datos sería ${otherCoin}, solo por reconocer a los pacientes: no cite nunca una partición así.`,
              ]),
        ].join(' '),
    },
    unknown: {
      title: () => 'Los datos no dicen de quién son las células',
      why: () =>
        'Las células de un paciente se parecen entre sí. Sin pacientes, ninguna partición puede separarlas y nada en los datos dice cuánto de una cifra viene de reconocerlos. Pida los números de paciente a quienes hicieron los datos o pruebe con células de otro laboratorio.',
    },
    partlyKnown: {
      title: ({ withoutPatient, cells }) =>
        `${countText(withoutPatient)} de ${countText(cells)} células no tienen paciente`,
      why: () =>
        'Estas células pueden ser de pacientes del otro lado de la partición. Déjelas fuera o averigüe de quién son.',
    },
    coinTold: {
      title: ({ coin }) => `Las monedas de pacientes separados se adivinan con un ROC AUC de ${coin}`,
      why: () =>
        'Eso solo es posible si alguien está en los datos con varios nombres. Compare los nombres y las fechas de los pacientes (leukoscope data scan muestra los nombres que se parecen).',
    },
    shared: {
      title: ({ sharedPatients, sharedCells }) =>
        `${many(sharedPatients, 'paciente', 'pacientes')} (${many(sharedCells, 'célula', 'células')}) en ambos lados de la partición`,
      why: ({ coin }) =>
        `La partición premia reconocer a los pacientes${coin === null ? '' : `: con una moneda al azar por paciente como etiqueta, un modelo acierta con un ROC AUC de ${coin}, cuando lo honesto sería 0.5`}. Reparta por paciente (leukoscope data split) y no cite cifras de esta partición.`,
    },
  },
  copies: {
    none: {
      title: () => 'No hay copias de imágenes',
      why: () => 'Tampoco giradas, reflejadas, desplazadas, a otra escala o codificadas de nuevo.',
    },
    within: {
      title: ({ pairs }) => `${many(pairs, 'pareja', 'parejas')} de copias, ninguna entre los lados de la partición`,
      why: () => 'Una célula que está dos veces cuenta dos veces; con tan pocas no cambia ninguna cifra.',
    },
    manyWithin: {
      title: ({ pairs }) => `${many(pairs, 'pareja', 'parejas')} de copias, ninguna entre los lados de la partición`,
      why: () =>
        'Las células que están varias veces cuentan varias veces y los intervalos salen demasiado estrechos. Si las imágenes se giraron o reflejaron para tener más, dé solo los originales: train ya lo hace por sí mismo.',
    },
    twoPatients: {
      title: ({ copiesOfSeveralPatients }) =>
        `${many(copiesOfSeveralPatients, 'imagen se atribuye', 'imágenes se atribuyen')} a dos pacientes`,
      why: () =>
        'Uno de los nombres está mal o los pacientes son uno solo: entonces puede estar en ambos lados de la partición.',
    },
    fewAcross: {
      title: ({ acrossPairs }) => `${many(acrossPairs, 'copia', 'copias')} entre los lados de la partición`,
      why: ({ seen, heldOut }) =>
        `El entrenamiento ha visto ${countText(seen)} de las ${countText(heldOut)} células apartadas. Deje fuera las copias: con tan pocas las cifras apenas cambian.`,
    },
    across: {
      title: ({ seen, heldOut }) =>
        `El entrenamiento ha visto ${countText(seen)} de ${countText(heldOut)} células apartadas, como copias`,
      why: () =>
        'Las copias (también giradas, reflejadas, desplazadas, a otra escala o codificadas de nuevo) premian la memoria y no la vista. Probablemente las imágenes se multiplicaron antes de repartirlas: reparta primero los originales.',
    },
  },
  border: {
    chance: {
      title: ({ auc }) => `Un modelo que solo ve el borde adivina al azar: ROC AUC ${auc.border}`,
      why: () => 'Ni la tinción ni la luz ni el fondo distinguen los grupos.',
    },
    untold: {
      title: () => 'Hay demasiado pocas células apartadas de ambos grupos para probar un modelo',
      why: () => 'Deje más células fuera del entrenamiento.',
    },
    tells: {
      title: ({ auc }) => `Un modelo que nunca ve la célula ya alcanza un ROC AUC de ${auc.border}`,
      why: ({ auc }) =>
        `Solo ve el borde de la imagen (el 11% del lado); con la imagen entera un modelo de este tipo alcanza ${auc.whole}. La tinción, la luz, la escala o el fondo difieren entre los grupos, o las células de un grupo llegan hasta el borde: cite este mínimo junto a cada cifra: solo lo que queda por encima puede venir de la célula.`,
    },
    all: {
      title: ({ auc }) => `El borde solo distingue los grupos tan bien como la imagen entera: ROC AUC ${auc.border}`,
      why: ({ auc }) =>
        `Con la imagen entera un modelo de este tipo alcanza ${auc.whole}. Los grupos se fotografiaron de otra manera y ninguna cifra de estos datos muestra que se distingan células. Ambos grupos deben venir de los mismos frotis, la misma tinción y la misma cámara.`,
    },
  },
  file: {
    silent: {
      title: () => 'Los archivos no delatan los grupos',
      why: ({ traits, auc }) =>
        traits === ''
          ? 'Todos los archivos se hicieron igual: un formato, un tamaño y una codificación.'
          : `Difieren en ${traits}, lo que distingue los grupos con un ROC AUC de ${auc.file}: azar (0.5).`,
    },
    untold: {
      title: () => 'Hay demasiado pocas células apartadas de ambos grupos para probar un modelo',
      why: () => 'Deje más células fuera del entrenamiento.',
    },
    hints: {
      title: ({ auc }) => `La manera en que se hicieron los archivos insinúa el grupo: ROC AUC ${auc.file}`,
      why: ({ traits }) =>
        `Los archivos difieren en ${traits}. Una red puede ver cómo se codificó una imagen; codifíquelas todas igual, desde los originales.`,
    },
    tells: {
      title: ({ auc }) =>
        `La manera en que se hicieron los archivos delata el grupo: ROC AUC ${auc.file}, sin mirar una imagen`,
      why: ({ traits }) =>
        `Los archivos difieren en ${traits}. Una red puede ver cómo se codificó una imagen, así que ninguna cifra de estos datos muestra que se distingan células. Obtenga ambos grupos de la misma cámara y el mismo programa; codificar de nuevo no borra las huellas.`,
    },
  },
  labels: {
    credible: {
      title: ({ noise }) => `No hay señal de muchas etiquetas erróneas: como mucho alrededor del ${noise}`,
      why: ({ suspects }) =>
        `La estimación es una cota superior, pues los errores del propio modelo cuentan donde está seguro. ${many(suspects, 'etiqueta contradice', 'etiquetas contradicen')} a un modelo que no ha visto la célula; se muestran las menos creíbles.`,
    },
    untold: {
      title: () => 'No se puede saber cuántas etiquetas son erróneas',
      why: ({ noise, auc }) =>
        `Un modelo sencillo (ROC AUC ${auc.whole}) es demasiado débil con estas células para distinguir sus propios errores de las etiquetas erróneas; contradice el ${noise} de ellas. Mire las células mostradas.`,
    },
    noisy: {
      title: ({ noise }) => `Hasta el ${noise} de las etiquetas pueden ser erróneas`,
      why: () =>
        'Las etiquetas erróneas en el entrenamiento cuestan exactitud; en la prueba falsean todas las cifras. Haga que un segundo lector mire las células mostradas.',
    },
    twoLabels: {
      title: ({ contradictions }) => `${many(contradictions, 'imagen está', 'imágenes están')} con dos etiquetas`,
      why: ({ noise }) =>
        `Del mismo grupo, eso sí. Corríjalas; de todas las etiquetas parece errónea como mucho una parte de alrededor del ${noise}.`,
    },
    bothGroups: {
      title: ({ contradictions }) =>
        `${many(contradictions, 'imagen está', 'imágenes están')} a la vez como típica y como atípica`,
      why: ({ noise }) =>
        `O una etiqueta es errónea o la imagen muestra dos células y no dice cuál es: ningún modelo puede acertar en ambas. Corríjalas o exclúyalas. De todas las etiquetas parece errónea como mucho una parte de alrededor del ${noise}.`,
    },
  },
};

/** Every answer of an audit, on the terminal and on its page alike. */
export const AUDIT_ANSWER_TEXTS: Readonly<Record<Language, AnswerTexts>> = { en: ENGLISH, es: SPANISH };

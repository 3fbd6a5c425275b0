import type { Language } from 'leukoscope/browser';
import type { Model } from '../api/types.ts';
import type { CardScale } from './scale-in-card.ts';

export interface ModelTexts {
  readonly models: string;
  readonly noModel: string;
  readonly noModelHow: string;
  readonly noModelCommands: readonly (readonly [command: string, what: string])[];
  readonly toModels: string;
  readonly intendedUse: string;
  readonly learntFrom: (dataset: string) => string;
  readonly scale: (scale: CardScale) => string;
  readonly install: string;
  readonly installHint: string;
  readonly installFile: string;
  readonly installPath: string;
  readonly installPathHint: string;
  readonly columns: Readonly<Record<'name' | 'state' | 'network' | 'types' | 'learntFrom' | 'installed', string>>;
  readonly states: Readonly<Record<Model['state'], string>>;
  readonly twoGroups: string;
  readonly typeCount: (count: number) => string;
  readonly synthetic: string;
  readonly promote: string;
  readonly promoteText: (name: string) => string;
  readonly rollBack: string;
  readonly rollBackText: string;
  readonly download: string;
  readonly card: string;
  readonly evaluation: string;
  readonly noEvaluation: string;
  readonly evaluationReport: string;
  readonly evaluationOf: (of: string, cells: number, patients: number | null) => string;
  readonly map: string;
  readonly figures: Readonly<Record<'accuracy' | 'sensitivity' | 'specificity' | 'rocAuc', string>>;
  readonly figure: string;
  readonly value: string;
  readonly threshold: string;
  readonly band: string;
  readonly noBand: string;
  readonly checksum: string;
  readonly codes: string;
}

export const MODEL_TEXTS: Readonly<Record<Language, ModelTexts>> = {
  en: {
    models: 'Models',
    noModel: 'No model is installed, so cells cannot be classified yet. They can be imported and reviewed.',
    noModelHow: 'To get one:',
    noModelCommands: [
      ['leukoscope demo', 'trains one on generated cells, in minutes, for trying things out'],
      ['leukoscope train DATASET --out run/', 'trains one on images of your own; install run/model.onnx'],
    ],
    toModels: 'To the models',
    intendedUse: 'A research aid that brings cells to look at to the front; it decides nothing about a patient.',
    learntFrom: (dataset) => `It learnt from “${dataset}”: other laboratories, stains and cameras give other pictures.`,
    scale: ({ sideUm, micronsPerPixel }) =>
      `It sees ${sideUm} µm around each cell: how large a pixel is, is told by the red cells in the images; with too few of them ${micronsPerPixel} µm, as in its training.`,
    install: 'Install a model',
    installHint: 'A .onnx file that Leukoscope wrote, with its card inside.',
    installFile: 'Choose file…',
    installPath: 'or a file on the server',
    installPathHint: 'A path below the folders that the server may read.',
    columns: {
      name: 'Model',
      state: 'State',
      network: 'Network',
      types: 'Tells apart',
      learntFrom: 'Learnt from',
      installed: 'Installed',
    },
    states: { candidate: 'candidate', present: 'in use', former: 'former' },
    twoGroups: 'typical and atypical',
    typeCount: (count) => `${count} types`,
    synthetic: 'learnt from generated cells',
    promote: 'Put to use',
    promoteText: (name) =>
      `From now on cells are classified with “${name}”. Cases that were classified before keep their predictions.`,
    rollBack: 'Roll back',
    rollBackText: 'The model before the present one is put to use again.',
    download: 'Download (ONNX)',
    card: 'Model card',
    evaluation: 'Evaluation',
    noEvaluation: 'Nobody has evaluated this model on this server.',
    evaluationReport: 'Evaluation report',
    evaluationOf: (of, cells, patients) =>
      `On ${cells} cells${patients === null ? '' : ` of ${patients} patients`} that it has never seen: ${of}.`,
    map: 'Map of cells',
    figures: { accuracy: 'Accuracy', sensitivity: 'Sensitivity', specificity: 'Specificity', rocAuc: 'ROC AUC' },
    figure: 'Figure',
    value: 'Value (95% interval)',
    threshold: 'Threshold',
    band: 'Referred to a person',
    noBand: 'nothing',
    checksum: 'SHA-256',
    codes: 'Types',
  },
  es: {
    models: 'Modelos',
    noModel:
      'No hay ningún modelo instalado, así que aún no se pueden clasificar células. Sí se pueden importar y revisar.',
    noModelHow: 'Para conseguir uno:',
    noModelCommands: [
      ['leukoscope demo', 'entrena uno con células generadas, en minutos, para probar'],
      ['leukoscope train DATASET --out run/', 'entrena uno con imágenes suyas; instale run/model.onnx'],
    ],
    toModels: 'A los modelos',
    intendedUse: 'Ayuda de investigación que adelanta las células por mirar; no decide nada sobre un paciente.',
    learntFrom: (dataset) => `Aprendió de «${dataset}»: otros laboratorios, tinciones y cámaras dan otras imágenes.`,
    scale: ({ sideUm, micronsPerPixel }) =>
      `Ve ${sideUm} µm alrededor de cada célula: el tamaño del píxel se estima por los hematíes de las imágenes; si son demasiado pocos, ${micronsPerPixel} µm, como en su entrenamiento.`,
    install: 'Instalar un modelo',
    installHint: 'Un archivo .onnx escrito por Leukoscope, con su ficha dentro.',
    installFile: 'Elegir archivo…',
    installPath: 'o un archivo del servidor',
    installPathHint: 'Una ruta dentro de las carpetas que el servidor puede leer.',
    columns: {
      name: 'Modelo',
      state: 'Estado',
      network: 'Red',
      types: 'Distingue',
      learntFrom: 'Aprendió de',
      installed: 'Instalado',
    },
    states: { candidate: 'candidato', present: 'en uso', former: 'anterior' },
    twoGroups: 'típicas y atípicas',
    typeCount: (count) => `${count} tipos`,
    synthetic: 'aprendió de células generadas',
    promote: 'Poner en uso',
    promoteText: (name) =>
      `Desde ahora las células se clasifican con «${name}». Los casos ya clasificados conservan sus predicciones.`,
    rollBack: 'Volver al anterior',
    rollBackText: 'Se vuelve a poner en uso el modelo anterior al actual.',
    download: 'Descargar (ONNX)',
    card: 'Ficha del modelo',
    evaluation: 'Evaluación',
    noEvaluation: 'Nadie ha evaluado este modelo en este servidor.',
    evaluationReport: 'Informe de evaluación',
    evaluationOf: (of, cells, patients) =>
      `Con ${cells} células${patients === null ? '' : ` de ${patients} pacientes`} que nunca ha visto: ${of}.`,
    map: 'Mapa de células',
    figures: {
      accuracy: 'Exactitud',
      sensitivity: 'Sensibilidad',
      specificity: 'Especificidad',
      rocAuc: 'AUC de la curva ROC',
    },
    figure: 'Cifra',
    value: 'Valor (intervalo del 95%)',
    threshold: 'Umbral',
    band: 'Se derivan a una persona',
    noBand: 'ninguna',
    checksum: 'SHA-256',
    codes: 'Tipos',
  },
};

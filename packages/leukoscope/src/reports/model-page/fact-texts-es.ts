import { countText, figureText, percentText, shareText, thresholdText } from '../plots/interval-text.ts';
import type { FactTexts } from './fact-texts.ts';
import { amountsOf, cropOf, megabytes, scheduleOf } from './fact-words.ts';

const many = (count: number, one: string, more: string): string => `${countText(count)} ${count === 1 ? one : more}`;

const PARTS = { train: 'Entrenamiento', validation: 'Validación', test: 'Reservadas para una prueba' } as const;

const LEVERS = { scale: 'escala', colour: 'colores', norm: 'normalización', labels: 'umbral' } as const;

export const FACT_TEXTS_ES: FactTexts = {
  intendedUse:
    'Una ayuda para la investigación que separa imágenes de glóbulos blancos sueltos en típicas y atípicas (positivo significa atípico), para que el especialista mire primero las células que importan. No decide nada sobre un paciente.',
  users: 'Especialistas en hematología y quienes investigan con ellos. Toda célula señalada debe mirarse.',
  kind: (names, members) =>
    members === null
      ? `Una red neuronal profunda para imágenes (${names.join(', ')}).`
      : `La media de ${members} redes neuronales profundas para imágenes (${names.join(', ')}).`,
  input: (preprocessing) => {
    const { sizePx, kernel, stain, colour } = preprocessing;
    const seen = cropOf(preprocessing, {
      whole: 'el mayor cuadrado centrado de la imagen',
      centre: (percent) => `un cuadrado centrado del ${percent} del lado de la imagen`,
      cell: (percent) => `un cuadrado alrededor de la célula, con el ${percent} de su lado de margen`,
      physical: (um, scale) => `un cuadrado de ${um} µm alrededor de la célula (archivos de ${scale} µm por píxel)`,
    });
    const colours =
      stain === undefined
        ? 'Los colores no se llevan a los de un laboratorio.'
        : `Antes, los colores se llevan a los de un laboratorio (${stain}).`;
    return `Ve ${seen}, a ${sizePx} × ${sizePx} píxeles (${kernel}). ${colours}${colour === undefined ? '' : ' Un solo mapa para todas las imágenes lleva sus colores a los del entrenamiento.'}`;
  },
  predictors: 'Los píxeles de una imagen y nada más: ni edad, ni sexo, ni otro hallazgo del paciente.',
  output: ({ threshold: { threshold }, types, testViews }) =>
    [
      `La probabilidad de que la célula sea atípica${testViews > 1 ? `, media de ${testViews} vistas de la imagen` : ''}; desde ${thresholdText(threshold)} se llama atípica.`,
      ...(types === null ? [] : [`Y la probabilidad de cada uno de ${types.length} tipos celulares.`]),
    ].join(' '),
  dataset: ({ name, synthetic }) =>
    `Aprendió del conjunto de datos «${name}»${synthetic ? ', con células dibujadas por un programa' : ''}.`,
  reference: ({ id }) =>
    `La etiqueta que el conjunto de datos da a cada célula; el esquema «${id}» dice cuáles son típicas, atípicas o quedan fuera.`,
  left: ({ exclude, rejected }) =>
    [
      exclude.length === 0
        ? 'No se dejaron células fuera con --exclude.'
        : `Se dejaron células fuera con --exclude ${exclude.join(', ')}.`,
      rejected === 0
        ? 'Todas las imágenes se pudieron usar.'
        : `${many(rejected, 'imagen no se pudo usar y no participó', 'imágenes no se pudieron usar y no participaron')}.`,
    ].join(' '),
  missing: 'No se rellena nada: una célula sin imagen o etiqueta utilizable no participa, y se cuenta.',
  split: ({ by }) =>
    by === 'patient'
      ? 'Las partes se dividen por paciente: ningún paciente está en dos.'
      : 'Las partes se dividen por imagen: células de un paciente pueden estar en varias.',
  part: (name, { typical, atypical, patients }) =>
    `${PARTS[name]}: ${many(typical + atypical, 'célula', 'células')} (${many(atypical, 'atípica', 'atípicas')})${patients === null ? ', sin pacientes indicados' : ` de ${many(patients, 'paciente', 'pacientes')}`}.`,
  start: (start, seed) =>
    start.kind === 'drawn'
      ? `Todos los parámetros se sortearon${seed === null ? '' : ` (semilla ${seed})`}.`
      : start.model !== undefined
        ? `Parte de un modelo de este programa que aprendió de ${start.model.dataset.name} (${many(start.model.cells, 'célula', 'células')}${start.model.dataset.synthetic ? ', generadas' : ''}; SHA-256 ${start.sha256}; licencia: ${start.licence ?? 'no indicada'}); las últimas capas eran nuevas.`
        : `Parte de pesos entrenados ${start.id ?? 'de un archivo del usuario'} (SHA-256 ${start.sha256}; licencia: ${start.licence ?? 'no indicada'}); las últimas capas eran nuevas.`,
  teaching: ({ by, weight, temperature }) => {
    const teachers =
      by.kind === 'recipe'
        ? `${many(by.models, 'modelo', 'modelos')} que se ${by.models === 1 ? 'entrenó' : 'entrenaron'} antes con las mismas células (receta ${by.name}, red ${by.settings.network.name}, ${by.settings.preprocessing.sizePx} px)`
        : `${by.models === 1 ? 'un modelo' : `${countText(by.models)} modelos`} de este programa que aprendió de ${by.dataset.name} (${many(by.cells, 'célula', 'células')}${by.dataset.synthetic ? ', generadas' : ''}; SHA-256 ${by.sha256})`;
    return `Tuvo por maestro ${teachers}: ${percentText(weight)} de la pérdida es la de sus probabilidades, suavizadas por la temperatura ${temperature}; el resto es la de las etiquetas.`;
  },
  training: (settings, epochs) => {
    const { head, fineTune } = settings;
    if (head !== undefined && head !== 'layers')
      return `Las características de una red que quedó como estaba y una cabeza (${head}) ajustada a ellas de una vez.`;
    const learns = {
      all: 'Aprendieron todas las capas',
      'last-stage': 'Aprendieron la última etapa y la cabeza',
      head: 'Aprendió solo la cabeza',
    };
    const amounts = amountsOf(settings, {
      batch: 'lotes de',
      learningRate: 'tasa de aprendizaje',
      schedule: `programa ${scheduleOf(settings)}`,
      weightDecay: 'decaimiento de pesos',
    });
    return `${learns[fineTune ?? 'all']} durante ${many(epochs ?? 0, 'época', 'épocas')}: ${amounts}.`;
  },
  balance: (balance) =>
    ({
      none: 'No se hizo nada porque los grupos tengan distinto número de células.',
      weights: 'En la pérdida pesan más las células de la clase menos frecuente.',
      sampling: 'En el entrenamiento se sortean células de cada clase con igual frecuencia.',
    })[balance],
  selection: ({ best, patience }, { epochs, search }) =>
    [
      best === 'last' || best === undefined
        ? `Los parámetros son los de la última época (${epochs}).`
        : `Los parámetros son los de la época ${epochs}, la mejor por ${best === 'loss' ? 'pérdida' : 'ROC AUC'} en las células de validación.`,
      ...(patience === null || patience === undefined
        ? []
        : [`El entrenamiento pararía tras ${many(patience, 'época', 'épocas')} sin otra mejor.`]),
      ...(search === undefined
        ? []
        : [
            `La tasa de aprendizaje y el decaimiento son los del ensayo ${search.trial} de ${search.trials}, comparados por validación.`,
          ]),
    ].join(' '),
  fittedSelection:
    'Sus ajustes se eligieron por validación cruzada dentro de las células de entrenamiento, con pacientes enteros separados donde se indican.',
  ensemble: (members) => `Se promedian las probabilidades de ${members} modelos.`,
  notAnEnsemble: 'Es un solo modelo.',
  threshold: (found, adaptation) => {
    const value = thresholdText(found.threshold);
    if (found.rule === 'calibrated')
      return `El umbral, ${value}, se eligió de nuevo con células etiquetadas (leukoscope calibrate).`;
    const { minSensitivity, minPositives } = found.target;
    return found.rule === 'default'
      ? `El umbral, ${value}, es el que se usa con menos de ${minPositives} células atípicas de validación: nada lo eligió.`
      : `El umbral, ${value}, es el más alto que encuentra el ${percentText(minSensitivity)} de las células atípicas ${adaptation === null ? 'de validación' : `que lo adaptaron a «${adaptation.dataset.name}»`}; en ellas la sensibilidad fue ${figureText(found.reached.sensitivity)} y la especificidad ${figureText(found.reached.specificity)}.`;
  },
  temperature: ({ value, cells: { typical, atypical } }, adaptation) =>
    value === null
      ? `No tiene temperatura: ${countText(typical + atypical)} células ${adaptation === null ? 'de validación' : 'que lo adaptaron'} (${countText(atypical)} atípicas) eran pocas o no le ponían límite. Sus probabilidades pueden no ser frecuencias.`
      : `Su temperatura es ${shareText(value)}, ajustada con ${countText(typical + atypical)} células ${adaptation === null ? 'de validación' : 'que lo adaptaron'}: por encima de 1 el modelo está demasiado seguro, por debajo, demasiado poco.`,
  notUpdated: 'No se actualizó después de su entrenamiento.',
  adapted: ({ dataset, levers, cells: { pictures, typical, atypical } }) =>
    `Se adaptó a «${dataset.name}» con ${many(pictures, 'imagen', 'imágenes')}, ${countText(typical + atypical)} de ellas con etiqueta (leukoscope adapt; cambiado: ${levers.map((lever) => LEVERS[lever]).join(', ') || 'nada'}).`,
  measures:
    'Sensibilidad, especificidad, valores predictivos, razones de verosimilitud, F1, correlación de Matthews, ROC AUC, precisión media, Brier y error de calibración; curvas ROC, de precisión, de fiabilidad y de riesgo y cobertura; por tipo celular y por paciente.',
  uncertainty:
    'Intervalos del 95%: Clopper–Pearson sobre células, DeLong para ROC AUC, y un bootstrap que sortea pacientes enteros donde se indican.',
  predictionMethod: 'Con el propio archivo del modelo y leukoscope evaluate (ONNX Runtime).',
  badInput:
    'Las imágenes que no se pueden leer, dañadas o demasiado pequeñas se rechazan y se cuentan, nunca se sustituyen. Un modelo calibrado compara las imágenes nuevas con las de su calibración y retira su promesa donde no se parecen.',
  explanations:
    'leukoscope explain muestra en qué parte de una imagen se apoya lo que dice el modelo (saliencia, Grad-CAM, oclusión) y compara cada mapa con uno de parámetros sorteados. Ninguno prueba lo que el modelo aprendió.',
  validation: ({ cells, atypical, rocAuc }, choseThreshold) =>
    `En ${countText(cells)} células de validación (${countText(atypical)} atípicas), ROC AUC ${shareText(rocAuc)}. Estas células eligieron ${choseThreshold ? 'época y umbral' : 'la época'}: la cifra favorece y no es una prueba.`,
  reached: ({ sensitivity, specificity }) =>
    `En las células que eligieron el umbral: sensibilidad ${figureText(sensitivity)}, especificidad ${figureText(specificity)} (95% sobre células). Favorece y no es una prueba.`,
  tested: ({ n, positive, confusion, bootstrap }, { sensitivity, specificity, rocAuc }) =>
    `De ${countText(positive)} células atípicas no se detectaron ${countText(confusion.fn)}: sensibilidad ${sensitivity}, especificidad ${specificity}, ROC AUC ${rocAuc} (n = ${countText(n)}; intervalos del 95% ${bootstrap === null ? 'sobre células' : 'sobre pacientes'}).`,
  testSet: ({ n, positive, bootstrap, about: { dataset, part } }, isSameData) =>
    `Probado con ${many(n, 'célula', 'células')} (${many(positive, 'atípica', 'atípicas')})${bootstrap === null ? ', sin pacientes indicados,' : ` de ${many(bootstrap.patients, 'paciente', 'pacientes')}`} de «${dataset.name}»${part === null ? '' : `, parte ${part}`}; ${isSameData ? 'el conjunto con que se entrenó el modelo' : 'otro conjunto que el de su entrenamiento'}.`,
  failures: ({ fn, fp }, byType) =>
    `No detectadas: ${countText(fn)}; falsas alarmas: ${countText(fp)}.${byType.length === 0 ? '' : ` Las menos detectadas: ${byType.join(', ')}.`} evaluate --report muestra las células.`,
  software: (versions, device) =>
    `Entrenado con ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}${device === undefined ? '' : ` en ${device}`}.`,
  artefact: (bytes) => `Un archivo ONNX de ${megabytes(bytes)} MB lleva red, preprocesado y umbral.`,
  programAvailability: (version) => `El programa es Leukoscope ${version}, con licencia Apache 2.0.`,
};

import { type Checklist, item } from './checklist.ts';

/** The 52 items of TRIPOD+AI by number; their subjects in words of ours. */
export const TRIPOD_AI: Checklist = {
  name: 'TRIPOD+AI (2024)',
  source: 'Collins et al., BMJ 385 (2024) e078378, doi:10.1136/bmj-2023-078378',
  items: [
    item(
      '1',
      'Title: development or evaluation, of whom, of what',
      'Título: desarrollo o evaluación, de quién y de qué',
      { facts: ['kind'], rest: 'authors' },
    ),
    item('2', 'Abstract', 'Resumen'),
    item('3a', 'Medical context, reasons, earlier models', 'Contexto médico, motivos, modelos anteriores'),
    item('3b', 'For whom, for what, who uses it', 'Para quién, para qué y quién lo usa', {
      facts: ['intendedUse', 'users'],
      rest: 'authors',
    }),
    item('3c', 'Known inequalities of health', 'Desigualdades de salud conocidas'),
    item('4', 'Objectives', 'Objetivos'),
    item('5a', 'Where the data come from, and why these', 'De dónde proceden los datos y por qué estos', {
      facts: ['dataset', 'testSet'],
      rest: 'collectors',
    }),
    item('5b', 'Dates of the data', 'Fechas de los datos', { rest: 'collectors' }),
    item('6a', 'Setting, number and place of centres', 'Entorno, número y lugar de los centros', {
      rest: 'collectors',
    }),
    item('6b', 'Who could take part', 'Quién podía participar', { rest: 'collectors' }),
    item('6c', 'Treatments', 'Tratamientos', { rest: 'collectors' }),
    item('7', 'Preparation and checks of the data', 'Preparación y controles de los datos', {
      facts: ['input', 'left'],
      rest: 'collectors',
    }),
    item('8a', 'The outcome, and how it is determined', 'El resultado y cómo se determina', {
      facts: ['reference'],
      rest: 'annotators',
    }),
    item('8b', 'Who determined the outcome', 'Quién determinó el resultado', { rest: 'annotators' }),
    item('8c', 'Whether they were blinded', 'Si lo hicieron a ciegas', { rest: 'annotators' }),
    item('9a', 'Choice of predictors', 'Elección de predictores', { facts: ['predictors'] }),
    item('9b', 'Definition of predictors, how measured', 'Definición de predictores y su medida', {
      facts: ['predictors', 'input'],
      rest: 'collectors',
    }),
    item('9c', 'Who judged predictors by eye', 'Quién juzgó predictores a ojo', { facts: ['predictors'] }),
    item('10', 'How the size of the study came about', 'Cómo se llegó al tamaño del estudio', {
      facts: ['counts'],
      rest: 'authors',
    }),
    item('11', 'Missing data', 'Datos que faltan', { facts: ['missing', 'left'] }),
    item('12a', 'How the data were used and divided', 'Cómo se usaron y dividieron los datos', {
      facts: ['split', 'counts'],
    }),
    item('12b', 'How predictors were handled', 'Cómo se trataron los predictores', { facts: ['input'] }),
    item(
      '12c',
      'Kind of model, steps, tuning, internal validation',
      'Clase de modelo, pasos, ajuste, validación interna',
      { facts: ['kind', 'start', 'training', 'selection', 'operatingPoint'], rest: 'authors' },
    ),
    item('12d', 'Differences between clusters: how handled', 'Diferencias entre grupos: cómo se trataron', {
      facts: ['uncertainty'],
      rest: 'authors',
    }),
    item('12e', 'Measures and plots of performance', 'Medidas y gráficos del rendimiento', {
      facts: ['measures', 'uncertainty'],
      rest: 'authors',
    }),
    item('12f', 'Updates after the evaluation', 'Actualizaciones tras la evaluación', { facts: ['update'] }),
    item('12g', 'How predictions were computed', 'Cómo se calcularon las predicciones', {
      facts: ['predictionMethod'],
    }),
    item('13', 'Unequal classes', 'Clases desiguales', { facts: ['balance', 'temperature'], rest: 'authors' }),
    item('14', 'Fairness', 'Equidad'),
    item('15', 'Output and thresholds', 'Salida y umbrales', { facts: ['output', 'operatingPoint'] }),
    item('16', 'Differences between training and test data', 'Diferencias entre datos de entrenamiento y de prueba', {
      facts: ['testSet'],
      rest: 'authors',
      otherwise: 'test',
    }),
    item('17', 'Ethical approval and consent', 'Aprobación ética y consentimiento', { rest: 'collectors' }),
    item('18a', 'Funding', 'Financiación'),
    item('18b', 'Conflicts of interest', 'Conflictos de interés'),
    item('18c', 'Protocol', 'Protocolo'),
    item('18d', 'Registration', 'Registro'),
    item('18e', 'Where the data can be had', 'Dónde conseguir los datos', { facts: ['dataset'], rest: 'collectors' }),
    item('18f', 'Where the code can be had', 'Dónde conseguir el código', {
      facts: ['programAvailability'],
      rest: 'authors',
    }),
    item('19', 'Part of patients and the public', 'Participación de pacientes y público'),
    item('20a', 'Flow of participants', 'Flujo de participantes', {
      facts: ['counts', 'left', 'testSet'],
      rest: 'collectors',
    }),
    item('20b', 'Characteristics of participants', 'Características de los participantes', {
      facts: ['counts'],
      rest: 'collectors',
    }),
    item('20c', 'Test data beside training data', 'Datos de prueba junto a los de entrenamiento', {
      facts: ['testSet'],
      rest: 'collectors',
      otherwise: 'test',
    }),
    item('21', 'Numbers in each analysis', 'Números de cada análisis', {
      facts: ['counts', 'testSet'],
      otherwise: 'test',
    }),
    item('22', 'The whole model, to be used by others', 'El modelo entero, para que otros lo usen', {
      facts: ['artefact', 'programAvailability'],
      rest: 'authors',
    }),
    item('23a', 'Performance with intervals, also of subgroups', 'Rendimiento con intervalos, también por subgrupos', {
      facts: ['tested'],
      rest: 'authors',
      otherwise: 'test',
    }),
    item('23b', 'Performance by cluster', 'Rendimiento por grupos'),
    item('24', 'Results of updates', 'Resultados de las actualizaciones', { facts: ['update'] }),
    item('25', 'Interpretation', 'Interpretación'),
    item('26', 'Limits', 'Límites', { facts: ['limits'], rest: 'authors' }),
    item('27a', 'Poor or missing input in use', 'Entrada mala o ausente al usarlo', {
      facts: ['badInput'],
      rest: 'users',
    }),
    item('27b', 'What users do and must know', 'Qué hacen y deben saber los usuarios', {
      facts: ['users'],
      rest: 'users',
    }),
    item('27c', 'Next steps', 'Próximos pasos'),
  ],
};

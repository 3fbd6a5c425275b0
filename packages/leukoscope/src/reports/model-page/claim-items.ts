import { type Checklist, item } from './checklist.ts';

/** The 44 items of CLAIM, 2024 update, by number; their subjects in words of ours. */
export const CLAIM: Checklist = {
  name: 'CLAIM (2024)',
  source: 'Tejani et al., Radiology: Artificial Intelligence 6 (2024) e240300, doi:10.1148/ryai.240300',
  items: [
    item('1', 'Said to be a study of AI, with its kind', 'Se dice que es un estudio de IA y de qué clase', {
      facts: ['kind'],
      rest: 'authors',
    }),
    item('2', 'Abstract', 'Resumen'),
    item('3', 'Background, intended use and role', 'Antecedentes, uso previsto y papel', {
      facts: ['intendedUse'],
      rest: 'authors',
    }),
    item('4', 'Aims and hypotheses', 'Objetivos e hipótesis'),
    item('5', 'Prospective or retrospective', 'Prospectivo o retrospectivo'),
    item('6', 'Goal of the study', 'Meta del estudio'),
    item('7', 'Where the data come from', 'De dónde proceden los datos', { facts: ['dataset'], rest: 'collectors' }),
    item('8', 'What was included and left out', 'Qué se incluyó y qué quedó fuera', {
      facts: ['reference', 'left'],
      rest: 'collectors',
    }),
    item('9', 'Preprocessing of the data', 'Preprocesado de los datos', { facts: ['input'] }),
    item('10', 'Which part of the data was chosen', 'Qué parte de los datos se eligió', {
      facts: ['left'],
      rest: 'collectors',
    }),
    item('11', 'How identities were removed', 'Cómo se retiraron las identidades', { rest: 'collectors' }),
    item('12', 'Missing data', 'Datos que faltan', { facts: ['missing', 'left'] }),
    item('13', 'How the images were taken', 'Cómo se tomaron las imágenes', { rest: 'collectors' }),
    item('14', 'What the truth is taken from', 'De qué se toma la verdad', {
      facts: ['reference'],
      rest: 'annotators',
    }),
    item('15', 'Why that truth', 'Por qué esa verdad', { rest: 'annotators' }),
    item('16', 'Who labelled, and how trained', 'Quién etiquetó y con qué formación', { rest: 'annotators' }),
    item('17', 'How the test set was labelled', 'Cómo se etiquetó el conjunto de prueba', { rest: 'annotators' }),
    item('18', 'Agreement within and between those who labelled', 'Acuerdo de cada etiquetador y entre ellos', {
      rest: 'annotators',
    }),
    item('19', 'How cells were assigned to parts', 'Cómo se repartieron las células', { facts: ['split', 'counts'] }),
    item('20', 'At which level the parts are disjoint', 'A qué nivel son disjuntas las partes', { facts: ['split'] }),
    item('21', 'Intended sample size', 'Tamaño de muestra previsto'),
    item('22', 'The model in detail', 'El modelo en detalle', { facts: ['kind', 'input', 'output', 'artefact'] }),
    item('23', 'Software and its versions', 'Programas y versiones', { facts: ['software', 'programAvailability'] }),
    item('24', 'What the parameters start from', 'De qué parten los parámetros', { facts: ['start'] }),
    item('25', 'How it was trained', 'Cómo se entrenó', { facts: ['training', 'balance'] }),
    item('26', 'How the final model was chosen', 'Cómo se eligió el modelo final', {
      facts: ['selection', 'operatingPoint'],
    }),
    item('27', 'Ensembles', 'Conjuntos de modelos', { facts: ['ensemble'] }),
    item('28', 'Measures of performance', 'Medidas del rendimiento', { facts: ['measures'] }),
    item('29', 'Uncertainty and significance', 'Incertidumbre y significación', { facts: ['uncertainty'] }),
    item('30', 'Robustness', 'Robustez'),
    item('31', 'Explanations', 'Explicaciones', { facts: ['explanations'], rest: 'authors' }),
    item('32', 'Test on internal data', 'Prueba con datos internos', { facts: ['internalTest'], otherwise: 'test' }),
    item('33', 'Test on external data', 'Prueba con datos externos', {
      facts: ['externalTest'],
      rest: 'authors',
      otherwise: 'external-test',
    }),
    item('34', 'Registration as a clinical trial', 'Registro como ensayo clínico'),
    item('35', 'How many were included and left out', 'Cuántos se incluyeron y cuántos quedaron fuera', {
      facts: ['counts', 'testSet', 'left'],
    }),
    item('36', 'Who they are, in each part', 'Quiénes son, en cada parte', { facts: ['counts'], rest: 'collectors' }),
    item('37', 'Performance with its uncertainty', 'Rendimiento con su incertidumbre', {
      facts: ['tested'],
      otherwise: 'test',
    }),
    item('38', 'Diagnostic performance and its precision', 'Rendimiento diagnóstico y su precisión', {
      facts: ['tested'],
      otherwise: 'test',
    }),
    item('39', 'Where it errs', 'Dónde falla', { facts: ['failures'], rest: 'authors', otherwise: 'test' }),
    item('40', 'Limits of the study', 'Límites del estudio', { facts: ['limits'], rest: 'authors' }),
    item('41', 'What it means for practice', 'Qué significa en la práctica', { facts: ['misuse'], rest: 'authors' }),
    item('42', 'Protocol or further technical details', 'Protocolo o más detalles técnicos', {
      facts: ['artefact'],
      rest: 'authors',
    }),
    item('43', 'Where program, model and data can be had', 'Dónde conseguir programa, modelo y datos', {
      facts: ['programAvailability'],
      rest: 'authors',
    }),
    item('44', 'Funding', 'Financiación'),
  ],
};

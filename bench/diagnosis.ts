/**
 * APL or AML from the mix of a patient's cells: types of JHU's cells by the paper's CNN (32 px, 10 epochs) that learnt
 * types, each patient by the network of the fold that has not seen it, and then a logistic regression on the shares,
 * leaving one patient out. Every figure is over patients.
 *
 * Usage: npm run bench -- diagnosis [--out DIR] [--data DIR] [--epochs 10] [--threads 2]
 *        DIR is /tmp/leukoscope-promises unless given, and keeps finished folds; the data are JHU's in LEUKOSCOPE_SHARED
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decideByMix } from '../packages/leukoscope/src/evaluation/patients/patient-decision.ts';
import { figureText } from '../packages/leukoscope/src/reports/plots/interval-text.ts';
import { outOfFoldScores } from './promises/out-of-fold.ts';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: '/tmp/leukoscope-promises' },
    data: {
      type: 'string',
      default: join(process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared'), 'data/jhu'),
    },
    epochs: { type: 'string', default: '10' },
    threads: { type: 'string', default: '2' },
  },
});

const scored = await outOfFoldScores({ ...options, classes: 'types' });
const sources = {
  'called, out of fold': (cell: (typeof scored)[number]) => cell.calledType!,
  'by the true labels': (cell: (typeof scored)[number]) => cell.label!,
};
console.log('| cells | patients (APL) | ROC AUC | APL found | AML found | balanced accuracy |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const [source, typeOf] of Object.entries(sources)) {
  const types = [...new Set(scored.map(typeOf))].sort();
  const patients = [...Map.groupBy(scored, ({ patient }) => patient)].map(([patient, cells]) => ({
    patient,
    positive: cells[0]!.diagnosis === 'APL',
    counts: types.map((type) => cells.filter((cell) => typeOf(cell) === type).length),
  }));
  const { positive, rocAuc, rates } = decideByMix(patients);
  const figures = [rocAuc, rates.sensitivity, rates.specificity, rates.balancedAccuracy].map((one) => figureText(one));
  console.log(`| ${source} | ${patients.length} (${positive}) | ${figures.join(' | ')} |`);
}

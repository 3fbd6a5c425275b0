import { randomStream } from '@leukoscope/engine';
import { expect, it } from 'vitest';
import { choosePenalty, type PenaltySearch } from './choose-penalty.ts';
import { fitLinearSvm, fitLogistic } from './linear-model.ts';

/** Patients, each with a shade of its own that all its cells show; what else a cell shows is its own. */
function cells({ labelOf }: { labelOf: (cell: { patientsCoin: number; own: number }) => number }): PenaltySearch {
  const random = randomStream('patients');
  const patients = Array.from({ length: 30 }, () => ({ shade: random(), patientsCoin: Number(random() < 0.5) }));
  const rows = Array.from({ length: 900 }, (_, at) => ({ ...patients[at % 30]!, own: random() }));
  const values = rows.flatMap(({ shade, own }) => [shade, shade ** 2, shade ** 3, Math.sin(9 * shade), own]);
  return {
    task: {
      features: { rows: 900, columns: 5, values: Float64Array.from(values, (value) => 4 * value - 2) },
      rows: Uint32Array.from(rows.keys()),
      labels: Uint8Array.from(rows, labelOf),
      classes: 2,
      weights: new Float64Array(900).fill(1),
    },
    units: Uint32Array.from(rows, (_, at) => at % 30),
    learner: fitLogistic,
    calibrated: false,
    seed: 1,
    onModel: async () => undefined,
  };
}
const byPatient = cells({ labelOf: ({ patientsCoin }) => patientsCoin });
const byCell = cells({ labelOf: ({ own }) => Number(own > 0.5) });

it('is strong where only patients can be told apart, weak where what is learnt holds for others', async () => {
  const [patient, cell] = [await choosePenalty(byPatient), await choosePenalty(byCell)];
  expect(patient.penalty).toBeGreaterThan(1_000);
  expect(cell.penalty).toBeLessThan(1);
});

it('is the one with the least loss of those tried, which end two after it', async () => {
  const { penalty, tried } = await choosePenalty(byPatient);
  const least = tried.reduce((best, one) => (one.loss < best.loss ? one : best));
  expect(penalty).toBe(least.penalty);
  expect(tried.indexOf(least)).toBe(tried.length - 3);
});

it('calibrates what a support vector machine says of others', async () => {
  const { calibration, tried } = await choosePenalty({ ...byCell, learner: fitLinearSvm, calibrated: true });
  expect(calibration.slope).toBeGreaterThan(1);
  expect(Math.min(...tried.map(({ loss }) => loss))).toBeLessThan(0.3);
});

it('is the same again, and another where folds fall otherwise', async () => {
  expect(await choosePenalty(byPatient)).toEqual(await choosePenalty(byPatient));
  expect((await choosePenalty({ ...byPatient, seed: 2 })).tried).not.toEqual((await choosePenalty(byPatient)).tried);
});

it('takes each row for itself where all are of one unit', async () => {
  const one = { ...byCell, units: new Uint32Array(900) };
  expect((await choosePenalty(one)).penalty).toBeLessThan(1);
});

it('learns from the rows asked for alone', async () => {
  const half = byCell.task.rows.filter((row) => row % 2 === 0);
  const labels = byCell.task.labels.map((label, row) => (row % 2 === 0 ? label : 1 - label));
  const search = { ...byCell, task: { ...byCell.task, rows: half, labels } };
  expect(Math.min(...(await choosePenalty(search)).tried.map(({ loss }) => loss))).toBeLessThan(0.2);
});

it('ends where it is told to', async () => {
  const stopped = new Error('stopped');
  const onModel = () => Promise.reject(stopped);
  await expect(choosePenalty({ ...byCell, onModel })).rejects.toBe(stopped);
});

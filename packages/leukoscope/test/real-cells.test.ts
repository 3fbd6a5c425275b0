/** The main job on the measuring data, as a process: the paper's network learns on real cells, and is tested on others. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fastFolderOfFile } from './fast-folder.ts';
import { leukoscope, requireBuild } from './program.ts';

const shared = process.env.LEUKOSCOPE_SHARED;
const FULL = process.env.LEUKOSCOPE_FULL === '1';

/** The validation patients of BASELINES.md. */
const PATIENTS = ['10', '40', '45', '47', '54', '59', '65', '66', '70', '76', '77', '81'];

describe.skipIf(shared === undefined)('real cells (needs ../shared)', () => {
  const place = fastFolderOfFile();
  const data = (name: string) => join(shared!, 'data', name);
  const [split, run] = [join(place, 'split.csv'), join(place, 'run')];
  const lk = (...args: readonly string[]) => {
    const env = { LEUKOSCOPE_CACHE: join(place, 'cache') };
    const { exitCode, out, err } = leukoscope([...args, '--json', '--progress', 'none'], { cwd: place, env });
    return { exitCode, err, document: JSON.parse(out) };
  };
  let trained: ReturnType<typeof lk>;
  beforeAll(() => {
    requireBuild();
    writeFileSync(
      split,
      ['patient,split', ...PATIENTS.map((id) => `Patient_${id},validation`), '*,train', ''].join('\n'),
    );
    trained = lk(
      'train',
      data('jhu'),
      '--split',
      split,
      '--model',
      'cnn',
      '--epochs',
      '2',
      '--threads',
      '2',
      '--out',
      run,
    );
  });
  const evaluated = (dataset: string, ...options: readonly string[]) =>
    lk('evaluate', join(run, 'model.onnx'), data(dataset), ...options);

  test('the split of BASELINES.md has the cells and patients that are told there', () => {
    expect([trained.exitCode, trained.err]).toEqual([0, '']);
    const { train, validation, test: tested } = trained.document.counts;
    expect([train.typical + train.atypical, train.patients]).toEqual([8250, 70]);
    expect([validation.typical + validation.atypical, validation.patients]).toEqual([1344, 12]);
    expect([tested.typical + tested.atypical, trained.document.excluded, trained.document.rejected]).toEqual([
      0, 2507, 0,
    ]);
  });

  test('two epochs are enough for an AUC above 0.8 on patients it has not seen, and evaluate says the same', () => {
    const { exitCode, document } = evaluated('jhu', '--split', split);
    expect([exitCode, document.n, document.rocAuc.value > 0.8]).toEqual([0, 1344, true]);
    expect(document.rocAuc.value).toBeCloseTo(trained.document.validation.rocAuc, 6);
    expect(document.sensitivity.value).toBeGreaterThanOrEqual(0.95);
    expect(document.bootstrap.patients).toBe(12);
  });

  test.each([
    ['lmu', 165, 70],
    // Healthy blood; 3,100 pictures to decode.
    ...(FULL ? [['pbc', 3100, 1240] as const] : []),
  ] as const)('another laboratory’s cells are evaluated: %s', (dataset, n, positive) => {
    const { exitCode, document } = evaluated(dataset);
    expect([exitCode, document.n, document.positive, document.rejected]).toEqual([0, n, positive, 0]);
    expect(document.rocAuc.value).toBeGreaterThan(0.5);
  });

  test('that are magnified otherwise are told, and brought to the scale of the training if that is asked for', () => {
    expect(evaluated('lmu', '--threads', '1').err).toMatch(
      /cells look 1\.2\d times as large .*--microns-per-pixel estimated/,
    );
    const { exitCode, err } = evaluated('lmu', '--microns-per-pixel', 'estimated');
    expect([exitCode, err]).toEqual([0, expect.not.stringContaining('as those it learnt from')]);
    // Their whole frame shows less than that of the training, all of which this model sees.
    expect(err).toMatch(
      /These frames are 2\d\.\d µm wide, .* 100% .* 100%\. .* cells still look 1\.2\d times as large/,
    );
  });

  test('its training cells are refused as a test', () => {
    expect(evaluated('jhu')).toMatchObject({ exitCode: 4, document: { error: { code: 'evaluation.trained-on' } } });
  });
});

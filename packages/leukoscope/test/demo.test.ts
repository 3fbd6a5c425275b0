/** The demo as a stranger runs it, in `npm test` with fewer cells of each patient, and the stamp on what it leaves. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellPicture } from './cell-pictures.ts';
import { fastFolder, fastFolderOfFile } from './fast-folder.ts';
import { type Ended, leukoscope, requireBuild } from './program.ts';

const cwd = fastFolderOfFile();
const env = { LEUKOSCOPE_CACHE: fastFolderOfFile() };
const lk = (...args: string[]) => leukoscope(args, { cwd, env });
const MODEL = 'leukoscope-demo/run/model.onnx';
const NEW_PATIENT = 'synthetic:9,patients=1,cells=20,size=96';
/** All that a stranger gets: 80 of each patient. */
const CELLS = process.env.LEUKOSCOPE_FULL === '1' ? [] : ['--cells', '30'];
let demo: Ended;

beforeAll(() => {
  requireBuild();
  demo = lk('demo', ...CELLS, '--json');
}, 400_000);

describe('leukoscope demo', () => {
  test('trains a model that is good on patients it has not seen, and not too good to be true', () => {
    expect(demo.exitCode).toBe(0);
    const { rocAuc, evaluate } = JSON.parse(demo.out);
    expect(rocAuc.value).toBeGreaterThan(0.85);
    expect(rocAuc.value).toBeLessThan(0.995);
    expect(evaluate.byPatient.length).toBeGreaterThan(5);
  });

  test('shows the commands it runs, as they can be typed', () => {
    for (const command of ['train', 'evaluate', 'classify']) expect(demo.err).toContain(`$ leukoscope ${command} `);
  });

  test('writes a report with the test, both new patients and what comes next', () => {
    const page = readFileSync(join(cwd, 'leukoscope-demo/report.html'), 'utf8');
    const { classify } = JSON.parse(demo.out);
    expect(classify.patients).toHaveLength(2);
    for (const { patient } of classify.patients) expect(page).toContain(patient);
    for (const text of ['ROC', 'Learning curves', 'Two new patients', 'synthetic', 'npx leukoscope data scan cells/']) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/<script|(?:src|href)="(?!#|data:)/);
  });

  test('leaves what is there alone: another run has another folder', () => {
    expect(lk('demo', '--out', 'leukoscope-demo').exitCode).toBe(2);
    expect(existsSync(join(cwd, 'leukoscope-demo-2'))).toBe(false);
  });
});

describe('its model', () => {
  test('classifies generated patients', () => {
    const { exitCode, out } = lk('classify', MODEL, NEW_PATIENT, '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out).patients.map(({ patient }: { patient: string }) => patient)).toEqual(['synthetic-9-01']);
  });

  test.each([
    ['en', 'learnt from generated cells'],
    ['es', 'aprendió de células generadas'],
  ])('refuses other images unless told, in %s', (language, said) => {
    const picture = join(fastFolder(), 'cell.png');
    writeFileSync(picture, cellPicture('atypical', 1));
    const refused = lk('--lang', language, 'classify', MODEL, picture);
    expect(refused.exitCode).toBe(4);
    expect(refused.err).toContain(said);
    expect(refused.err).toContain('--allow-synthetic-model');
  });

  test('told to, refuses them as no cells that it knows, and classifies them when told that too', () => {
    const picture = join(fastFolder(), 'cell.png');
    writeFileSync(picture, cellPicture('atypical', 1));
    expect(lk('classify', MODEL, picture, '--allow-synthetic-model').exitCode).toBe(3);
    expect(lk('classify', MODEL, picture, '--allow-synthetic-model', '--allow-unknown').exitCode).toBe(0);
  });
});

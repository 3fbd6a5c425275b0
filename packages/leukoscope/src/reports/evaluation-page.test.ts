import { randomStream } from '@leukoscope/engine';
import { describe, expect, it } from 'vitest';
import { tinyCard, tinyType } from '../../test/tiny-model.ts';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { judgeEvaluation } from '../classify/judge-evaluation.ts';
import { compareModels } from '../evaluation/comparison/compare-models.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { LookTally } from '../evaluation/promises/cell-look.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import type { EvaluationReport } from './evaluation-contents.ts';
import { evaluationFigures } from './evaluation-figures.ts';
import { evaluationPage } from './evaluation-page.ts';
import { figureCsv } from './report-figure.ts';
import { picturedCells } from './testing/pictured-cells.ts';
import { evaluated, scoredCells, THRESHOLD } from './testing/scored-cells.ts';

const PIXEL = 'data:image/webp;base64,UklGRg==';
const CELLS = scoredCells(300);
const HOSTILE = '<img src=x onerror="alert(1)">';

function report(changes: Partial<EvaluationReport> = {}, scored: readonly ScoredCell[] = CELLS): EvaluationReport {
  return {
    language: 'en',
    evaluation: evaluated(scored),
    judged: judgeEvaluation(scored, { card: tinyCard(), threshold: THRESHOLD, looks: new LookTally() }),
    about: {
      model: 'run/model.onnx',
      dataset: { name: 'blood', dataHash: 'f'.repeat(64), scheme: 'default', excluded: 4 },
      part: 'test',
      choseModel: false,
      trainingCellsAllowed: false,
    },
    card: tinyCard(),
    scheme: DEFAULT_SCHEME,
    scored,
    ...picturedCells(scored, { threshold: THRESHOLD, types: null, pictureOf: () => PIXEL }),
    subgroups: null,
    comparison: null,
    learningCurves: null,
    synthetic: { data: false, model: false },
    origin: {
      version: '1.2.3',
      madeOn: new Date('2026-05-04T12:00:00Z'),
      argv: ['evaluate', 'run/model.onnx', 'my cells'],
    },
    ...changes,
  };
}

/** What a reader sees before the first heading of a section. */
const firstScreen = (page: string) => textOf(page.slice(page.indexOf('<main'), page.indexOf('<section')));
const sectionOf = (page: string, id: string) => {
  const from = page.indexOf(`<section id="${id}"`);
  return from === -1 ? null : page.slice(from, page.indexOf('</section>', from));
};
const textOf = (markup: string) =>
  markup
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');

describe('the first screen', () => {
  const page = evaluationPage(report());
  const { tp, fn, fp, tn } = report().evaluation.confusion;

  it('says how many atypical cells were missed, with an interval, and what the tool is not for', () => {
    const share = ((100 * fn) / (tp + fn)).toFixed(1);
    expect(firstScreen(page)).toMatch(
      new RegExp(`${fn} of ${tp + fn} atypical cells were missed: ${share}% \\(95% interval: [\\d.]+%–[\\d.]+%\\)`),
    );
    expect(firstScreen(page)).toContain('Not for diagnosis');
  });

  it('says what was tested, on whom', () => {
    expect(firstScreen(page)).toContain(
      `Tested on 300 cells of 6 patients (${tp + fn} atypical, ${fp + tn} typical) of the data set “blood”, test part of its split.`,
    );
    expect(firstScreen(page)).toContain(
      '4 cells that scheme or data set exclude, and 0 images that could not be used.',
    );
    expect(firstScreen(page)).toContain('With 6 patients they are still too narrow.');
  });

  it('says that intervals are over cells where no patient is named', () => {
    const unnamed = scoredCells(50, null);
    const said = firstScreen(evaluationPage(report({}, unnamed)));
    expect(said).toContain('the data set names no patients');
    expect(said).toContain('Tested on 50 cells (');
  });

  it.each<[string, Partial<EvaluationReport['about']>, string]>([
    ['chose the model', { choseModel: true }, 'These cells chose the threshold of the model'],
    ['may have trained it', { trainingCellsAllowed: true }, 'Cells that the model was trained on were allowed'],
  ])('says that it is no test result where the cells %s', (_, about, sentence) => {
    const said = firstScreen(evaluationPage(report({ about: { ...report().about, ...about } })));
    expect(said).toContain('This is no test result');
    expect(said).toContain(sentence);
    expect(firstScreen(page)).not.toContain('no test result');
  });

  it.each([
    [{ data: true, model: true }, 'these cells are drawn by a program, and so were those the model learnt from'],
    [{ data: true, model: false }, 'these cells are drawn by a program'],
    [{ data: false, model: true }, 'the model learnt from drawn cells'],
  ])('is stamped where it rests on generated cells: %o', (synthetic, sentence) => {
    const said = firstScreen(evaluationPage(report({ synthetic })));
    expect(said).toContain(`Synthetic: ${sentence}`);
    expect(said.indexOf('Synthetic')).toBeLessThan(said.indexOf('were missed'));
    expect(firstScreen(page)).not.toContain('Synthetic');
  });

  it('does not claim a sensitivity without atypical cells', () => {
    const typical = CELLS.filter(({ group }) => group === 'typical');
    expect(firstScreen(evaluationPage(report({}, typical)))).toContain('There was no atypical cell to miss');
  });
});

describe('figures as files', () => {
  const hostile = CELLS.map((cell, at) => ({ ...cell, cellCode: at % 2 === 0 ? '=1+1' : cell.cellCode }));
  const figures = evaluationFigures(report({}, hostile));
  const rowsOf = (name: string) => figureCsv(figures.find((figure) => figure.name === name)!).split('\n');

  it('holds in each CSV the numbers that its picture is drawn from', () => {
    const { evaluation } = report();
    expect(figures.map(({ name }) => name)).toEqual([
      ...[
        'confusion',
        'roc',
        'precision-recall',
        'probability',
        'reliability',
        'risk-coverage',
        'by-type',
        'by-patient',
      ],
    ]);
    const { tp, fn, fp, tn } = evaluation.confusion;
    expect(rowsOf('confusion')).toEqual(['outcome,cells', `tp,${tp}`, `fn,${fn}`, `fp,${fp}`, `tn,${tn}`, '']);
    expect(rowsOf('roc')[0]).toBe('threshold,tp,fp,sensitivity,specificity');
    expect(rowsOf('roc')).toHaveLength(evaluation.roc.length + 2);
    expect(rowsOf('roc')[1]).toBe(',0,0,0,1');
    expect(rowsOf('reliability')).toHaveLength(12);
    for (const { picture } of figures) expect([picture(720)].flat()[0]).toMatch(/^<svg /);
  });

  it('has the patients, the blasts, the training and the comparison where there are any', () => {
    const types = [tinyType('MYO', 'atypical'), tinyType('NGS')];
    const card = tinyCard({ types });
    const scored = CELLS.map((cell) => ({ ...cell, calledType: cell.probability > 0.5 ? 'MYO' : 'NGS' }));
    const judged = judgeEvaluation(scored, { card, threshold: THRESHOLD, looks: new LookTally() });
    const model = { scored, threshold: THRESHOLD };
    const random = randomStream('comparison');
    const compared = compareModels(model, { ...model, threshold: 0.6 }, { draws: 50, random });
    const learningCurves = [{ epoch: 1, train: { loss: 0.7 }, validation: { loss: 0.6, rocAuc: 0.8 }, best: true }];
    const comparison = { ...compared, models: { first: 'a', other: 'b' } };
    const found = evaluationFigures(report({ card, judged, learningCurves, comparison }, scored));
    const csv = (name: string) =>
      figureCsv(found.find((figure) => figure.name === name)!)
        .trim()
        .split('\n');
    expect(found.map(({ name }) => name).slice(-4)).toEqual(['by-patient', 'blasts', 'comparison', 'learning-curves']);
    const [first] = judged.patients;
    const { share, truth } = first!;
    expect(csv('by-patient')).toHaveLength(1 + judged.patients.length);
    expect(csv('by-patient')[1]!.split(',').slice(0, 4)).toEqual(
      [first!.patient, share.share.denominator, share.share.numerator, share.share.value].map(String),
    );
    expect(csv('by-patient')[1]!.endsWith(`,${truth.atypical}`)).toBe(true);
    expect(csv('blasts')[1]!.split(',').slice(1, 3).map(Number)).toEqual([
      ...[first!.blasts!.share.denominator, first!.blasts!.share.numerator],
    ]);
    expect(csv('learning-curves')).toEqual([
      'epoch,train_loss,validation_loss,validation_roc_auc,best_so_far',
      '1,0.7,0.6,0.8,true',
    ]);
    const { difference, overPatients, mcNemar } = compared.sensitivity;
    expect(csv('comparison')[1]!.split(',').slice(3).map(Number)).toEqual([
      ...[difference.value, difference.low, difference.high, overPatients!.low, overPatients!.high, mcNemar.midP],
    ]);
    for (const { picture } of found) expect([picture(720)].flat()[0]).toMatch(/^<svg /);
  });

  it("writes no formula that a spreadsheet would run, and nothing's undefined", () => {
    const types = rowsOf('by-type');
    expect(types.filter((row) => row.startsWith("'=1+1,"))).toHaveLength(2);
    expect(types.some((row) => row.startsWith('='))).toBe(false);
    expect(figures.map(figureCsv).join('')).not.toMatch(/NaN|undefined|null/);
  });
});

describe('the report of a test', () => {
  it('leads from each field of its matrices to cells of it, each picture held once', () => {
    const codes = ['MYO', 'PMO', 'EBO', 'NGS', 'LYT'];
    const scored = CELLS.map((cell, at) => ({ ...cell, calledType: codes[(at * 3) % 5]! }));
    const types = codes.map((code, at) => ({ code, group: at < 3 ? ('atypical' as const) : ('typical' as const) }));
    const evaluation = evaluate(scored, { threshold: THRESHOLD, rejected: [], seed: 1, draws: 10, types });
    const pictureOf = ({ id }: ScoredCell) => `${PIXEL}${id.length}${id}`;
    const pictured = picturedCells(scored, { threshold: THRESHOLD, types: codes, pictureOf });
    const page = evaluationPage(report({ evaluation, ...pictured }, scored));
    const links = Array.from(page.matchAll(/<a href="#(field-[^"]+)" aria-label="([^"]+)"/g), ([, id, label]) => ({
      id,
      label,
    }));
    const filled = evaluation.types!.counts.flat().filter((count) => count > 0).length;
    // Drawn for wide and for narrow screens.
    expect(links).toHaveLength(2 * (4 + filled));
    for (const { id, label } of links) {
      expect(page.split(`<div class="field" id="${id}" role="group"`)).toHaveLength(2);
      expect(page).toContain(`<h3 id="${id}-title">${label}</h3>`);
    }
    const { fn } = evaluation.confusion;
    expect(page).toContain(`Missed: atypical, called typical (${Math.min(12, fn)} of ${fn})`);
    const held = page.match(/<symbol /g)!.length;
    expect(new Set(page.match(/ href="data:[^"]+"/g)).size).toBe(held);
    expect(page.match(/<use /g)!.length).toBeGreaterThan(held);
    expect(page).not.toContain('some fields show fewer');
  });

  it('shows at most 24 cells, errors first, each with its probability and type in words', () => {
    const section = sectionOf(evaluationPage(report()), 'cells') ?? '';
    expect(section.match(/<svg role="img"/g)).toHaveLength(24);
    const headings = Array.from(section.matchAll(/<h3>([^<]*)/g), ([, heading = '']) => heading.split(':')[0]);
    expect(headings).toEqual(['▲ Missed', 'False alarms', 'Found', 'Rightly typical']);
    const alts = Array.from(section.matchAll(/aria-label="([^"]*)"/g), ([, alt]) => alt);
    expect(alts.every((alt) => /, \w{3} · [\w ,]+, probability of atypical [01]\.\d{3}$/.test(alt ?? ''))).toBe(true);
    expect(alts[0]).toMatch(/^Missed atypical cell, /);
  });

  it('names an image that cannot be shown', () => {
    const examples = report().examples.map((group) => ({
      ...group,
      shown: group.shown.map(({ cell }) => ({ cell, picture: null })),
    }));
    const section = sectionOf(evaluationPage(report({ examples })), 'cells') ?? '';
    expect(section).not.toContain('<img');
    expect(textOf(section)).toContain(`The image cannot be shown. ${examples[0]!.shown[0]!.cell.id}`);
  });

  it('lists every figure with what it was counted from', () => {
    const text = textOf(sectionOf(evaluationPage(report()), 'numbers') ?? '');
    const { sensitivity, specificity } = report().evaluation;
    for (const [name, rate] of [
      ['Sensitivity', sensitivity],
      ['Specificity', specificity],
    ] as const) {
      expect(text).toContain(
        `${name} ${rate.value!.toFixed(3)} ${rate.numerator} / ${rate.denominator} ${rate.low!.toFixed(3)}–${rate.high!.toFixed(3)}`,
      );
    }
    expect(text).toContain('95% over patients');
  });

  it('shows the specificity of typical types, not their false positives', () => {
    const section = sectionOf(evaluationPage(report()), 'types') ?? '';
    const { calledAtypical, n } = report().evaluation.byCellType.find(({ cellCode }) => cellCode === 'NGS')!;
    expect(section).toContain(`>${n - calledAtypical.numerator}/${n}<`);
  });

  it('has patients and learning curves only where there are some', () => {
    const without = evaluationPage(report({}, scoredCells(40, null)));
    expect([sectionOf(without, 'patients'), sectionOf(without, 'training')]).toEqual([null, null]);
    const learningCurves = [{ epoch: 1, train: { loss: 1 }, validation: null, best: true }];
    expect(sectionOf(evaluationPage(report({ learningCurves })), 'training')).toContain('<svg');
  });

  it('of very many patients shows those where calls and labels differ most, and says so', () => {
    const many = scoredCells(900, 450);
    const section = sectionOf(evaluationPage(report({}, many)), 'patients') ?? '';
    expect(textOf(section)).toContain('the 200 patients where calls and labels differ most, of 450');
  });

  it('says how to make it again and with what', () => {
    const details = textOf(sectionOf(evaluationPage(report()), 'details') ?? '');
    expect(details).toContain('leukoscope evaluate run/model.onnx &quot;my cells&quot;');
    expect(evaluationPage(report())).toContain('Made by Leukoscope 1.2.3 on 2026-05-04.');
  });

  it('lists the images that could not be used', () => {
    const rejected = Array.from({ length: 102 }, (_, at) => ({ path: `bad-${at}.png`, reason: 'image.truncated' }));
    const evaluation = { ...evaluated(CELLS), rejected };
    const page = evaluationPage(report({ evaluation }));
    expect(firstScreen(page)).toContain('102 images that could not be used');
    const details = textOf(sectionOf(page, 'details') ?? '');
    expect(details).toContain('bad-0.png : image.truncated');
    expect(details).toContain('… and 2 more.');
  });

  it('is Spanish where Spanish is asked for', () => {
    const page = evaluationPage(
      report({ language: 'es', synthetic: { data: true, model: false }, origin: { ...report().origin, argv: [] } }),
    );
    expect(page).toContain('<html lang="es">');
    expect(firstScreen(page)).toMatch(/\d+ de 90 células atípicas no se detectaron/);
    expect(firstScreen(page)).toContain('del conjunto de datos «blood», parte test de su partición');
    expect(textOf(page)).not.toMatch(/\b(missed|threshold|called|cells|Sensitivity)\b/);
  });

  it('keeps names of classes, patients, files and data sets text, wherever they stand', () => {
    const hostile = CELLS.map((cell, at) => ({
      ...cell,
      id: `${HOSTILE}/${at}`,
      label: HOSTILE,
      cellCode: at % 2 ? HOSTILE : null,
      patient: `${HOSTILE}${at % 3}`,
    }));
    const base = report({}, hostile);
    const evaluation = { ...base.evaluation, rejected: [{ path: HOSTILE, reason: HOSTILE }] };
    const about = { ...base.about, model: HOSTILE, dataset: { ...base.about.dataset, name: HOSTILE } };
    const examples = base.examples.map((group) => ({
      ...group,
      shown: group.shown.map((one, at) => ({ ...one, picture: at === 0 ? null : PIXEL })),
    }));
    const origin = { ...base.origin, argv: [HOSTILE] };
    const page = evaluationPage({ ...base, evaluation, about, examples, origin });
    expect(page.includes('<img src=x')).toBe(false);
    expect(page.replace(/"[^"]*"/g, '').match(/<[^>]*\son[a-z]+=/gi)).toBeNull();
    expect(page.split('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;').length).toBeGreaterThan(20);
  });
});

describe('a model that tells types apart', () => {
  const TYPES = [
    { code: 'NGS', group: 'typical' },
    { code: 'LYT', group: 'typical' },
    { code: 'MYO', group: 'atypical' },
  ] as const;
  const calls = ['NGS', 'LYT', 'MYO'];
  const typed = CELLS.map((cell, at) => ({ ...cell, calledType: at % 4 === 0 ? calls[at % 3]! : cell.cellCode! })).map(
    (cell) => (calls.includes(cell.calledType) ? cell : { ...cell, calledType: 'MYO' }),
  );
  const evaluation = evaluate(typed, { threshold: THRESHOLD, rejected: [], seed: 1, draws: 200, types: TYPES });
  const content = textOf(sectionOf(evaluationPage(report({ evaluation })), 'type-calls')!);

  it('has a section of types against types, whose figures are those of the evaluation', () => {
    const { accuracy, types, strange } = evaluation.types!;
    expect(content).toContain(
      `Of ${accuracy.denominator} cells of the 3 types that the model knows, ${accuracy.numerator} were`,
    );
    expect(content).toContain(`LYT · lymphocyte, typical typical ${types[1]!.n} ${types[1]!.recall.value!.toFixed(3)}`);
    // PMO and EBO are in the cells, not in the model.
    expect(content).toContain(`Not among them: ${strange.reduce((sum, { n }) => sum + n, 0)} cells`);
  });

  it('has none where the model knows the groups alone', () => {
    expect(sectionOf(evaluationPage(report()), 'type-calls')).toBeNull();
  });
});

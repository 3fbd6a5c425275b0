import { describe, expect, it, test } from 'vitest';
import { tinyCard, tinySettings, tinyType } from '../../../test/tiny-model.ts';
import { LANGUAGES } from '../../errors/entry.ts';
import { evaluate } from '../../evaluation/evaluate.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { CLAIM } from './claim-items.ts';
import type { KnownOfModel } from './known-of-model.ts';
import { limitsOf } from './limits-of-model.ts';
import { modelPageDocument, modelPageHtml, modelPageMarkdown } from './model-page.ts';
import { modelPageContent } from './model-page-content.ts';
import { type TestedFigures, testedFiguresSchema } from './tested-figures.ts';
import { TRIPOD_AI } from './tripod-items.ts';

const { training } = tinyCard();
const RUN = {
  ...{ exclude: [], rejected: 0, allowLeaks: false },
  machines: [{ processor: 'a processor', threads: 2, platform: 'linux' }],
};

function known(changes: Partial<KnownOfModel> = {}): KnownOfModel {
  return {
    language: 'en',
    file: { path: 'run/model.onnx', bytes: 1_234_567, sha256: 'a'.repeat(64) },
    card: tinyCard(),
    ...{ run: null, learningCurves: null, test: null },
    origin: { version: '1.2.3', madeOn: new Date('2026-05-04T12:00:00Z'), argv: ['card', 'run/model.onnx'] },
    ...changes,
  };
}

/** 4 atypical cells, one of them missed, and 4 typical ones, by the evaluation itself. */
function tested(about: Partial<TestedFigures['about']> = {}): TestedFigures {
  const scored = [0.9, 0.8, 0.7, 0.1, 0.6, 0.2, 0.1, 0.05].map((probability, at) => {
    const [group, code] = at < 4 ? (['atypical', 'MYO'] as const) : (['typical', 'NGS'] as const);
    return { id: `${at}.png`, patient: `P${at % 4}`, cellCode: code, label: code, group, probability };
  });
  const { byCellType, ...figures } = evaluate(scored, { threshold: 0.5, rejected: [], seed: 1, draws: 200 });
  const document = {
    ...figures,
    byCellType: byCellType.map((type) => ({ ...type, name: null })),
    rejected: 0,
    about: {
      modelHash: 'a'.repeat(64),
      dataset: { name: 'elsewhere', dataHash: 'other', excluded: 0 },
      ...{ part: 'test', choseModel: false, trainingCellsAllowed: false, synthetic: false },
      ...about,
    },
  };
  return testedFiguresSchema.parse(JSON.parse(JSON.stringify(document)));
}

const itemOf = (page: KnownOfModel, list: 'CLAIM (2024)' | 'TRIPOD+AI (2024)', number: string) =>
  modelPageContent(page)
    .checklists.find(({ name }) => name === list)!
    .items.find((item) => item.number === number)!;
const textOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the checklists', () => {
  it('have the items that were published: CLAIM 44, TRIPOD+AI 27 in 52 parts', () => {
    expect(CLAIM.items.map(({ number }) => number)).toEqual(Array.from({ length: 44 }, (_, at) => String(at + 1)));
    const numbers = TRIPOD_AI.items.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(52);
    expect([...new Set(numbers.map((number) => Number.parseInt(number, 10)))]).toEqual(
      Array.from({ length: 27 }, (_, at) => at + 1),
    );
  });

  it('leave to people what no program knows', () => {
    for (const number of ['2', '5', '11', '13', '16', '18', '21', '34', '44']) {
      expect(itemOf(known({ run: RUN, test: tested() }), 'CLAIM (2024)', number)).toMatchObject({
        state: 'open',
        answer: '',
      });
    }
    for (const number of ['3c', '5b', '6c', '8b', '14', '17', '18a', '18b', '19']) {
      expect(itemOf(known({ run: RUN, test: tested() }), 'TRIPOD+AI (2024)', number).state, number).toBe('open');
    }
  });

  it('ask for a test where there is none, and tell one on other data from one on the same', () => {
    const states = (test: TestedFigures | null) =>
      ['32', '33', '37'].map((number) => itemOf(known({ test }), 'CLAIM (2024)', number).state);
    expect(states(null)).toEqual(['open', 'open', 'open']);
    expect(states(tested())).toEqual(['open', 'part', 'answered']);
    const { name, dataHash } = training.dataset;
    expect(states(tested({ dataset: { name, dataHash, excluded: 0 } }))).toEqual(['answered', 'open', 'answered']);
    expect(itemOf(known(), 'CLAIM (2024)', '33').by).toBe('external-test');
  });

  it('are answered whole only where all that they ask for is known', () => {
    const state = (changes: Partial<KnownOfModel>, number: string) =>
      itemOf(known(changes), 'CLAIM (2024)', number).state;
    expect([state({}, '12'), state({ run: RUN }, '12')]).toEqual(['part', 'answered']);
    expect([state({ run: RUN }, '35'), state({ run: RUN, test: tested() }, '35')]).toEqual(['part', 'answered']);
    expect(itemOf(known(), 'TRIPOD+AI (2024)', '21')).toMatchObject({ state: 'part', by: 'test' });
    expect(itemOf(known(), 'TRIPOD+AI (2024)', '15').state).toBe('answered');
  });

  it('say what was left out only where the run says so', () => {
    expect(itemOf(known(), 'CLAIM (2024)', '10').answer).toBe('');
    const run = { ...RUN, exclude: ['slide=7'], rejected: 3 };
    expect(itemOf(known({ run }), 'CLAIM (2024)', '10').answer).toContain('--exclude slide=7. 3 images could not be');
  });
});

it('tells the training of each model of an ensemble, once where they agree', () => {
  const { network, testViews, threshold } = tinyCard();
  const { seenImages: _, ...trained } = training;
  if (network.name === 'ensemble') throw new TypeError('the tiny card is of a single model');
  const member = { network, testViews, threshold, training: trained, validation: null };
  const members = [member, { ...member, training: { ...trained, seed: 2 } }];
  const ensemble = { ...training, seed: null, settings: null, epochs: null };
  const card = tinyCard({ network: { name: 'ensemble' }, training: ensemble, members });
  expect(itemOf(known({ card }), 'CLAIM (2024)', '24').answer).toBe(
    '1: All parameters were drawn at random (seed 1). 2: All parameters were drawn at random (seed 2).',
  );
  expect(itemOf(known({ card }), 'CLAIM (2024)', '25').answer).toMatch(
    /^All layers learnt over 0 epochs: batches of 8/,
  );
  expect(modelPageMarkdown(known({ card })).match(/^Settings that decided \([12]\)$/gm)).toHaveLength(2);
});

describe('the figures', () => {
  it('of a test stand first, with its misses', () => {
    const page = textOf(modelPageHtml(known({ test: tested() })));
    expect(page).toContain('1 of 4 atypical cells were missed in its test: 25.0% (95% interval:');
    expect(page).toMatch(/Sensitivity 0\.750 3 \/ 4 0\.194–0\.994/);
    expect(page).toContain('Missed most: MYO (1 / 4).');
  });

  it.each(['choseModel', 'trainingCellsAllowed'])('with %s are no test and are not shown as one', (reason) => {
    const page = known({ test: tested({ [reason]: true }) });
    expect(textOf(modelPageHtml(page))).toContain('This page has no test of the model');
    expect(textOf(modelPageHtml(page))).not.toContain('were missed in its test');
    expect(limitsOf(page).map(({ kind }) => kind)).toContain('flattering-test');
    expect(itemOf(page, 'CLAIM (2024)', '37').state).toBe('open');
  });

  it('of validation are called what they are', () => {
    const validation = { cells: 40, atypical: 10, rocAuc: 0.9, loss: 0.3 };
    const page = textOf(modelPageHtml(known({ card: tinyCard({ validation }) })));
    expect(page).toContain(
      'On 40 validation cells (10 atypical) ROC AUC 0.900. These cells chose epoch and threshold: this flatters and is no test.',
    );
  });
});

test('limits follow from what is known', () => {
  const kinds = (changes: Partial<KnownOfModel>) => limitsOf(known(changes)).map(({ kind }) => kind);
  const of = (changes: Partial<ModelCard['training']>, card: Partial<ModelCard> = {}) =>
    known({ card: tinyCard({ training: { ...training, ...changes }, ...card }) });
  expect(kinds({})).toEqual([
    ...['no-test', 'split-by-image', 'one-data-set', 'unnamed-patients', 'no-validation', 'default-threshold'],
    ...['no-temperature', 'people'],
  ]);
  expect(kinds({ test: tested() })).not.toContain('one-data-set');
  expect(kinds(of({ split: { hash: 's', by: 'patient' } }))).not.toContain('split-by-image');
  expect(kinds(of({ dataset: { ...training.dataset, synthetic: true } }))[0]).toBe('synthetic');
  const part = { typical: 60, atypical: 20, patients: 4 };
  const cells = { train: part, validation: part, test: part };
  expect(limitsOf(of({ cells }))).toContainEqual({ kind: 'few-patients', train: 4, validation: 4 });
  expect(limitsOf(of({ cells }))).toContainEqual({ kind: 'mix', share: 0.25 });
  const types = [tinyType('MYO', 'atypical'), { ...tinyType('NGS'), cells: 100 }];
  expect(limitsOf(of({}, { types }))).toContainEqual({ kind: 'few-cells', types: ['MYO'], below: 100 });
  const start = { kind: 'weights' as const, id: null, sha256: 'f'.repeat(64), licence: null };
  expect(kinds(of({ settings: tinySettings({ start }) }))).toContain('unknown-licence');
  const calibration = {
    ...{ dataset: { name: 'ours', dataHash: 'd' }, unit: 'cells' as const, cells: { typical: 1, atypical: 1 } },
    ...{ goal: { kind: 'youden' as const }, looks: [], band: { low: 0.5, high: 0.5 } },
  };
  expect(kinds(of({}, { calibration: { ...calibration, choseModel: true } }))).toContain('calibrated-on-validation');
  expect(kinds(of({}, { calibration: { ...calibration, choseModel: false } }))).not.toContain(
    'calibrated-on-validation',
  );
  expect(kinds({ run: { ...RUN, allowLeaks: true, rejected: 2 } })).toEqual(
    expect.arrayContaining(['leaks-allowed', 'left-out']),
  );
});

describe.each(LANGUAGES)('in %s', (language) => {
  it('HTML, Markdown and JSON say the same', () => {
    const page = known({ language, run: RUN, test: tested() });
    const { sections, limits, checklists } = modelPageContent(page);
    const [html, markdown] = [textOf(modelPageHtml(page)), modelPageMarkdown(page)];
    for (const { title } of sections)
      expect([html, markdown]).toEqual([expect.stringContaining(title), expect.anything()]);
    for (const limit of limits) expect(html).toContain(limit);
    expect(markdown.match(/^## /gm)).toHaveLength(sections.length);
    expect(markdown.match(/^\| 27a \|/gm)).toHaveLength(1);
    const document = modelPageDocument(page);
    expect(document.checklists).toEqual(checklists);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('keeps names of data sets and files a text', () => {
    const hostile = '<img src=x onerror=alert(1)> | [a](javascript:b) `c`';
    const dataset = { ...training.dataset, name: hostile };
    const page = known({
      language,
      card: tinyCard({ training: { ...training, dataset }, types: [tinyType(hostile), tinyType('NGS')] }),
      file: { path: hostile, bytes: 1, sha256: 'a'.repeat(64) },
      test: tested({ dataset: { name: hostile, dataHash: 'h', excluded: 0 } }),
    });
    const [html, markdown] = [modelPageHtml(page), modelPageMarkdown(page)];
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(markdown).not.toMatch(/<img|[^\\]\[a\]|[^\\]`c/);
    expect(markdown).toContain('&lt;img src=x onerror=alert(1)&gt; \\| \\[a\\](javascript:b) \\`c\\`');
  });
});

it('the document holds the card but not which images the model has seen', () => {
  const { card, software } = modelPageDocument(known());
  expect(card.training).not.toHaveProperty('seenImages');
  expect(card.threshold).toEqual(tinyCard().threshold);
  expect(software.find(({ name }) => name === 'zod')).toMatchObject({ licence: 'MIT', platform: false });
});

describe('a model that was adapted', () => {
  const adaptation = {
    dataset: { name: 'elsewhere', dataHash: null },
    from: 'b'.repeat(64),
    seed: 1,
    levers: ['colour', 'labels'] satisfies NonNullable<ModelCard['adaptation']>['levers'],
    cells: { pictures: 100, typical: 40, atypical: 30, patients: 5 },
    micronsPerPixel: null,
    lastLayer: false,
  };
  const colour = { matrix: [1, 0, 0, 0, 1, 0, 0, 0, 1], offset: [0, 0, 0] };
  const card = { ...tinyCard(), adaptation };
  const adapted = { ...card, preprocessing: { ...card.preprocessing, colour } };

  it.each([
    ['en', 'It was adapted to “elsewhere” by 100 pictures, 70 of them with labels', 'was not updated'],
    ['es', 'Se adaptó a «elsewhere» con 100 imágenes, 70 de ellas con etiqueta', 'No se actualizó'],
  ] as const)('says so, and that its colours are mapped (%s)', (language, expected, wrong) => {
    const text = textOf(modelPageHtml(known({ language, card: adapted })));
    expect(text).toContain(expected);
    expect(text).not.toContain(wrong);
    expect(text).toContain(language === 'en' ? 'One map for all pictures' : 'Un solo mapa para todas las imágenes');
  });
});

import { describe, expect, it } from 'vitest';
import type { DataAudit } from '../audit/audit-dataset.ts';
import { ANSWERS, type Answers, levelOf, QUESTIONS } from '../audit/verdicts.ts';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { LANGUAGES } from '../errors/entry.ts';
import { clopperPearson } from '../evaluation/rate.ts';
import { writtenAnswers } from './audit-answers.ts';
import { auditPage, picturedCells } from './audit-page.ts';

const estimate = (value: number) => ({
  value,
  low: value - 0.05,
  high: value + 0.05,
  level: 0.95,
  method: 'delong-logit' as const,
  n: 10,
});
const coin = { aucs: [0.5], mean: 0.5, low: 0.45, high: 0.55, level: 0.95, trainPatients: 3, heldOutPatients: 2 };
const none = { count: 0, cells: 0, examples: [] };
const part = { cells: 3, patients: 1 };
const share = { ...estimate(0.1), undefinedDraws: 0, warnings: [] } as unknown as NonNullable<
  DataAudit['noise']
>['share'];

function audit(answers: Partial<Answers> = {}): DataAudit {
  const cells = ['<b>bold</b>', 'GARCIA LOPEZ MARIA/2.png', 'plain/3.png'].map((id, at) =>
    makeCell({
      id,
      patient: `P${at}`,
      group: at === 0 ? 'atypical' : 'typical',
      label: id.startsWith('<') ? id : 'LYT',
    }),
  ) as unknown as DataAudit['cells'];
  const pair = { a: 0, b: 1, transform: 'turn-90', distance: 0.01, isExact: false } as const;
  return {
    dataset: {
      name: 'cells',
      scheme: DEFAULT_SCHEME,
      synthetic: 'none',
      summary: { excluded: 4, byPatient: [1, 2, 3] },
    } as unknown as DataAudit['dataset'],
    cells,
    cellsWithoutPatient: 0,
    rejected: [],
    split: {
      origin: 'drawn',
      judgedBy: 'crossValidation',
      split: { by: 'patient' } as DataAudit['split']['split'],
      parts: { train: part, validation: part, test: { cells: 0, patients: null } },
    },
    leaks: { patients: none, images: none },
    copies: {
      pairs: [{ ...pair, a: 1, b: 2 }, pair],
      sets: [[0, 1, 2]],
      heldOutSeen: 0,
      heldOut: 3,
      across: [],
      inBothGroups: [],
      underSeveralLabels: [],
      ofSeveralPatients: [],
    },
    coin,
    auc: {
      whole: estimate(0.9),
      border: estimate(0.5),
      meanColour: estimate(0.7),
      file: estimate(0.5),
      fileSize: estimate(0.55),
    },
    fileTraits: ['widthPx'],
    contrast: { by: 'image', auc: estimate(0.93), coin: { ...coin, mean: 0.88 } },
    noise: {
      share,
      ofTypical: share,
      ofAtypical: share,
      suspects: [{ cell: 2, probability: 0.97 }],
      byType: [{ type: 'LYT', suspects: clopperPearson(1, 3) }],
    },
    answers: { patients: 'apart', copies: 'within', border: 'chance', file: 'silent', labels: 'credible', ...answers },
    overall: 'can',
  };
}

const page = (language: 'en' | 'es', answers: Partial<Answers> = {}) =>
  auditPage({
    audit: audit(answers),
    language,
    origin: { version: '1.2.3', madeOn: new Date(0), argv: ['data', 'audit', 'cells/'] },
    pictures: new Map([[0, 'data:image/webp;base64,AAAA']]),
  });

describe.each(LANGUAGES)('the page in %s', (language) => {
  it('holds the figures, and what users wrote as text', () => {
    const html = page(language);
    for (const figure of ['0.900 (0.850–0.950)', '0.880', '10.0% (5.0%–15.0%)', 'p = 0.97', '33.3%']) {
      expect(html).toContain(figure);
    }
    expect(html).toContain('&lt;b&gt;bold');
    expect(html).not.toContain('<b>bold');
    expect(html).not.toContain('undefined');
  });

  it('shows no name that tells who somebody is', () => {
    expect(page(language)).not.toContain('LOPEZ');
  });

  it.each(QUESTIONS.flatMap((question) => Object.keys(ANSWERS[question]).map((answer) => [question, answer] as const)))(
    'says %s: %s in words of its own',
    (question, answer) => {
      const written = writtenAnswers(audit({ [question]: answer }), language).find((one) => one.question === question)!;
      expect(written.level).toBe(levelOf(question, answer as Answers[typeof question]));
      expect(written.why.length).toBeGreaterThan(20);
      expect(page(language, { [question]: answer })).toContain(written.title.replaceAll('"', '&quot;'));
    },
  );
});

it('shows copies across the split before others', () => {
  const found = audit();
  const { copies } = found;
  expect(picturedCells(found)).toEqual([1, 2, 0]);
  expect(picturedCells({ ...found, copies: { ...copies, across: [copies.pairs[1]!] } })).toEqual([0, 1, 2]);
});

import type { DataAudit } from '../../audit/audit-dataset.ts';
import { VIEWS } from '../../audit/read-audit-cells.ts';
import { levelOfOverall } from '../../audit/verdicts.ts';
import type { Language } from '../../errors/entry.ts';
import { coinText, writtenAnswers } from '../../reports/audit-answers.ts';
import { AUDIT_TEXTS } from '../../reports/audit-texts.ts';
import { countText, figureText } from '../../reports/plots/interval-text.ts';
import { oneLine } from '../one-line.ts';
import { rejectedOf } from '../rejected.ts';
import { textTable } from '../text-table.ts';
import { DATA_AUDIT_TEXTS } from './data-audit-texts.ts';

const MOST_LISTED = 100;

/** The audit for the terminal: the verdict, the questions, the figures. */
export function auditText(
  audit: DataAudit,
  { language, path, out }: { readonly language: Language; readonly path: string; readonly out: string | null },
): string {
  const [texts, words] = [DATA_AUDIT_TEXTS[language], AUDIT_TEXTS[language]];
  const { split, origin, judgedBy } = audit.split;
  const left = (heading: string) => ({ heading, align: 'left' }) as const;
  const { question, verdict, finding } = texts.headings;
  return [
    `${oneLine(path)}: ${texts.head(headCounts(audit, texts.noPatients))}\n`,
    `${texts.split(words.drawnBy[split.by], words.origins[origin], words.judgedBy[judgedBy])}\n\n`,
    `${words.overall[audit.overall]}.\n\n`,
    textTable(
      [left(question), left(verdict), left(finding)],
      writtenAnswers(audit, language).map((answer) => [
        words.questions[answer.question],
        words.levels[answer.level],
        answer.title,
      ]),
    ),
    '\n',
    viewTable(audit, language),
    ...coinTable(audit, language),
    '\n',
    `${out === null ? texts.pageHint : texts.written(out)}\n`,
  ].join('');
}

function headCounts({ cells, dataset: { summary } }: DataAudit, noPatients: string) {
  const atypical = cells.filter(({ group }) => group === 'atypical').length;
  const patients = summary.byPatient.length;
  return {
    cells: countText(cells.length),
    patients: patients === 0 ? noPatients : countText(patients),
    typical: countText(cells.length - atypical),
    atypical: countText(atypical),
    excluded: countText(summary.excluded),
  };
}

function viewTable({ auc }: DataAudit, language: Language): string {
  const { views, viewHeadings } = AUDIT_TEXTS[language];
  return textTable(
    [
      { heading: viewHeadings.view, align: 'left' },
      { heading: viewHeadings.auc, align: 'right' },
    ],
    VIEWS.map((view) => [views[view], figureText(auc[view])]),
  );
}

function coinTable({ split, auc, coin, contrast }: DataAudit, language: Language): string[] {
  if (coin === null && contrast === null) return [];
  const { rewards, thisSplit, otherSplit, drawnBy } = AUDIT_TEXTS[language];
  const table = textTable(
    [
      { heading: rewards.split, align: 'left' },
      { heading: rewards.real, align: 'right' },
      { heading: rewards.coin, align: 'right' },
    ],
    [
      [thisSplit(drawnBy[split.split.by]), figureText(auc.whole), coinText(coin) ?? '—'],
      ...(contrast === null
        ? []
        : [[otherSplit(drawnBy[contrast.by]), figureText(contrast.auc), coinText(contrast.coin) ?? '—']]),
    ],
  );
  return ['\n', table];
}

/** The audit for programs; long lists are cut, their lengths told. */
export function auditDocument(audit: DataAudit, language: Language) {
  const { dataset, cells, split, leaks, copies, coin, auc, contrast, noise, overall } = audit;
  const { origin, judgedBy, parts } = split;
  const { hash, by, seed, stratified, fractions } = split.split;
  const idOf = (at: number) => cells[at]!.id;
  const idSets = (sets: readonly (readonly number[])[]) => sets.slice(0, MOST_LISTED).map((set) => set.map(idOf));
  return {
    dataset: {
      name: dataset.name,
      dataHash: dataset.dataHash,
      scheme: dataset.scheme.id,
      synthetic: dataset.synthetic,
      cells: cells.length,
      patients: dataset.summary.byPatient.length,
      cellsWithoutPatient: audit.cellsWithoutPatient,
      excluded: dataset.summary.excluded,
    },
    split: { origin, judgedBy, hash, by, seed, stratified, fractions, parts },
    overall,
    level: levelOfOverall(overall),
    answers: writtenAnswers(audit, language),
    rocAuc: auc,
    coin,
    contrast,
    leaks,
    copies: {
      pairs: copies.pairs.length,
      across: copies.across.length,
      heldOutSeen: copies.heldOutSeen,
      heldOut: copies.heldOut,
      examples: copies.pairs
        .slice(0, MOST_LISTED)
        .map(({ a, b, transform, distance, isExact }) => ({ a: idOf(a), b: idOf(b), transform, distance, isExact })),
      inBothGroups: idSets(copies.inBothGroups),
      underSeveralLabels: idSets(copies.underSeveralLabels),
      ofSeveralPatients: idSets(copies.ofSeveralPatients),
    },
    fileTraits: audit.fileTraits,
    labelNoise: noise && {
      share: noise.share,
      ofTypical: noise.ofTypical,
      ofAtypical: noise.ofAtypical,
      byType: noise.byType,
      suspects: noise.suspects.length,
      leastCredible: noise.suspects
        .slice(0, MOST_LISTED)
        .map(({ cell, probability }) => ({ id: idOf(cell), probability })),
    },
    ...rejectedOf(audit.rejected),
  };
}

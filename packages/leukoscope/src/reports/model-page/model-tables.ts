import type { Language } from '../../errors/entry.ts';
import type { ModelCard } from '../../models/model-card.ts';
import type { ModelType } from '../../models/model-types.ts';
import { complement, countText, figureText, intervalText, shareText, thresholdText } from '../plots/interval-text.ts';
import { REPORT_TEXTS } from '../report-texts.ts';
import type { ModelPageTexts } from './model-page-texts.ts';
import type { Block, TextTable } from './page-blocks.ts';
import type { TestedEstimate, TestedFigures, TestedRate } from './tested-figures.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;

const left = (heading: string) => ({ heading, align: 'left' }) as const;
const right = (heading: string) => ({ heading, align: 'right' }) as const;
const table = (content: TextTable): TableBlock => ({ kind: 'table', ...content });

/** Figures of a test, and how it does by cell type. */
export function testTables(
  test: TestedFigures,
  { texts, language }: { readonly texts: ModelPageTexts; readonly language: Language },
): TableBlock[] {
  const { columns, figures } = texts;
  const { rates, rocAuc, averagePrecision, bootstrap } = test;
  const { sensitivity, specificity, ppv, npv, balancedAccuracy } = rates;
  const shown = { sensitivity, specificity, ppv, npv, balancedAccuracy, rocAuc, averagePrecision };
  const names = Object.keys(shown) as (keyof typeof shown)[];
  return [
    table({
      caption: texts.figuresCaption,
      columns: [
        ...[left(columns.figure), right(columns.value), right(columns.counted), right(columns.overCells)],
        ...(bootstrap === null ? [] : [right(columns.overPatients)]),
      ],
      rows: names.map((name) => {
        const overPatients = bootstrap?.estimates[name];
        return [
          ...[figures[name], shareText(shown[name].value), countedText(shown[name]), intervalText(shown[name])],
          ...(bootstrap === null ? [] : [overPatients === undefined ? '—' : intervalText(overPatients)]),
        ];
      }),
    }),
    table({
      caption: texts.typesCaption,
      columns: [left(columns.type), left(columns.group), right(columns.cells), right(columns.rightly)],
      rows: test.byCellType.map(({ cellCode, name, group, n, calledAtypical }) => [
        typeName(cellCode, name?.[language] ?? null, language),
        texts.groups[group],
        countText(n),
        figureText(group === 'atypical' ? calledAtypical : complement(calledAtypical)),
      ]),
    }),
  ];
}

function countedText(figure: TestedRate | TestedEstimate): string {
  return 'denominator' in figure
    ? `${countText(figure.numerator)} / ${countText(figure.denominator)}`
    : `n = ${countText(figure.n)}`;
}

function typeName(code: string | null, name: string | null, language: Language): string {
  if (code === null) return REPORT_TEXTS[language].unknownType;
  return name === null || name === code ? code : `${code} · ${name}`;
}

export function partsTable(cells: ModelCard['training']['cells'], texts: ModelPageTexts): TableBlock {
  const { part, cells: all, typical, atypical, patients } = texts.partColumns;
  return table({
    caption: texts.partsCaption,
    columns: [left(part), right(all), right(typical), right(atypical), right(patients)],
    rows: (['train', 'validation', 'test'] as const).map((name) => {
      const found = cells[name];
      return [
        ...[texts.parts[name], countText(found.typical + found.atypical)],
        ...[countText(found.typical), countText(found.atypical)],
        found.patients === null ? '—' : countText(found.patients),
      ];
    }),
  });
}

export function knownTypesTable(
  types: readonly ModelType[],
  { texts, language }: { readonly texts: ModelPageTexts; readonly language: Language },
): TableBlock {
  return table({
    caption: texts.knownTypesCaption,
    columns: [left(texts.columns.type), left(texts.columns.group), right(texts.trainingCells)],
    rows: types.map(({ code, name, group, cells }) => [
      typeName(code, name[language], language),
      texts.groups[group],
      countText(cells),
    ]),
  });
}

/** @param sizePx side of the pictures that the ensemble takes. */
export function membersTable(
  members: NonNullable<ModelCard['members']>,
  { sizePx, texts }: { readonly sizePx: number; readonly texts: ModelPageTexts },
): TableBlock {
  const { network, side, seed, epochs, rocAuc, threshold } = texts.memberColumns;
  return table({
    caption: texts.membersCaption,
    columns: [left(network), right(side), right(seed), right(epochs), right(rocAuc), right(threshold)],
    rows: members.map((member) => [
      member.network.name,
      String(member.sizePx ?? sizePx),
      String(member.training.seed ?? '—'),
      String(member.training.epochs ?? '—'),
      shareText(member.validation?.rocAuc ?? null),
      thresholdText(member.threshold.threshold),
    ]),
  });
}

/** Every setting by its path in the card, `optimizer.name`; of an ensemble a table for each model. */
export function settingsTables({ training, members }: ModelCard, texts: ModelPageTexts): TableBlock[] {
  if (members === null) return training.settings === null ? [] : [settingsTable(training.settings, texts, '')];
  return members.flatMap(({ training: { settings } }, at) =>
    settings === null ? [] : [settingsTable(settings, texts, ` (${at + 1})`)],
  );
}

function settingsTable(settings: Readonly<Record<string, unknown>>, texts: ModelPageTexts, which: string): TableBlock {
  return table({
    caption: `${texts.settingsCaption}${which}`,
    columns: [left(texts.settingColumns.setting), left(texts.settingColumns.value)],
    rows: leavesOf(settings, ''),
  });
}

function leavesOf(value: unknown, path: string): string[][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value ?? '—')]];
  if (Array.isArray(value)) return [[path, value.join(', ')]];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, path === '' ? name : `${path}.${name}`));
}

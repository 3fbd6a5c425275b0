import { complement, intervalText, percentText } from '../plots/interval-text.ts';
import { PROMISE_TEXTS } from '../promise-texts.ts';
import { REPORT_TEXTS } from '../report-texts.ts';
import { type AnsweredItem, answered, type Checklist } from './checklist.ts';
import { CLAIM } from './claim-items.ts';
import { type Facts, factsOf } from './facts.ts';
import { SOFTWARE_PARTS } from './generated/software-parts.ts';
import type { KnownOfModel } from './known-of-model.ts';
import { LIMIT_TEXTS } from './limit-texts.ts';
import { limitsOf } from './limits-of-model.ts';
import { MODEL_PAGE_TEXTS, type ModelPageTexts, type ModelSection } from './model-page-texts.ts';
import { knownTypesTable, membersTable, partsTable, settingsTables, testTables } from './model-tables.ts';
import type { Block, TextSection } from './page-blocks.ts';
import { isTest, quotedOfTest } from './tested-figures.ts';
import { TRIPOD_AI } from './tripod-items.ts';

/** A model's page before it has a form: what HTML, Markdown and JSON say alike. */
export interface ModelPage {
  readonly title: string;
  /** What must be seen first. */
  readonly lead: readonly Block[];
  readonly sections: readonly TextSection[];
  readonly limits: readonly string[];
  readonly checklists: readonly (Pick<Checklist, 'name' | 'source'> & { readonly items: readonly AnsweredItem[] })[];
  readonly software: readonly SoftwarePart[];
}

export interface SoftwarePart {
  readonly name: string;
  readonly version: string;
  /** SPDX; `null` where the lock file does not say. */
  readonly licence: string | null;
  /** Whether it is installed on some platforms only. */
  readonly platform: boolean;
}

const SOFTWARE: readonly SoftwarePart[] = SOFTWARE_PARTS.map(([name, version, licence, platform]) => ({
  ...{ name, version, licence, platform },
}));

interface Told {
  readonly known: KnownOfModel;
  readonly facts: Facts;
  readonly texts: ModelPageTexts;
}

/** Writes a model's page from what is known of it. */
export function modelPageContent(known: KnownOfModel): ModelPage {
  const { language, file } = known;
  const texts = MODEL_PAGE_TEXTS[language];
  const facts = factsOf(known);
  const told = { known, facts, texts };
  const limits = limitsOf(known).map(LIMIT_TEXTS[language]);
  const checklists = [CLAIM, TRIPOD_AI].map((list) => ({
    ...{ name: list.name, source: list.source },
    items: answered(list, facts, language),
  }));
  const [claim, tripod] = checklists.map((list) => checklistBlocks(list, texts));
  return {
    title: texts.title(file.path),
    lead: leadOf(told),
    sections: [
      section('use', texts, useBlocks(told)),
      ...testSections(told),
      section('validation', texts, validationBlocks(told)),
      section('limits', texts, [{ kind: 'list', items: limits }]),
      section('data', texts, dataBlocks(told)),
      section('network', texts, lines(facts.kind, facts.input, facts.predictors, facts.output, facts.artefact)),
      section('training', texts, trainingBlocks(told)),
      section('threshold', texts, thresholdBlocks(told)),
      ...(known.card.members === null
        ? []
        : [
            section('members', texts, [
              membersTable(known.card.members, { sizePx: known.card.preprocessing.sizePx, texts }),
            ]),
          ]),
      section('claim', texts, claim!),
      section('tripod', texts, tripod!),
      section('software', texts, softwareBlocks(texts)),
      section('details', texts, [detailsTable(told)]),
    ],
    ...{ limits, checklists, software: SOFTWARE },
  };
}

function section(id: ModelSection, { sections }: ModelPageTexts, blocks: readonly Block[]): TextSection {
  return { id, title: sections[id], blocks };
}

function lines(...texts: readonly (string | null)[]): Block[] {
  return texts.flatMap((text) => (text === null ? [] : [{ kind: 'paragraph', text } as const]));
}

/** What was tested, how many atypical cells were missed, and what the model is not for. */
function leadOf({ known, facts, texts }: Told): Block[] {
  const { card, test, language } = known;
  const reports = REPORT_TEXTS[language];
  const synthetic = { data: test?.about.synthetic === true, model: card.training.dataset.synthetic };
  const stamp: Block[] = !(synthetic.data || synthetic.model)
    ? []
    : [
        {
          kind: 'verdict',
          level: 'caution',
          title: reports.syntheticTitle(synthetic.data, synthetic.model),
          items: [reports.syntheticContent],
        },
      ];
  return [
    ...stamp,
    { kind: 'verdict', level: 'caution', title: titleOf({ known, facts, texts }), items: reports.limits },
    ...lines(facts.intendedUse, facts.testSet, `${facts.dataset} ${facts.counts}`),
  ];
}

function titleOf({ known: { test }, texts }: Told): string {
  if (test === null || !isTest(test)) return texts.notTested;
  const { confusion, positive } = test;
  if (positive === 0) return texts.noAtypical;
  const missed = complement(quotedOfTest(test, 'sensitivity'));
  return texts.tested({
    ...{ fn: confusion.fn, positive },
    ...{ missed: percentText(missed.value), interval: intervalText(missed, percentText) },
  });
}

function useBlocks({ known, facts }: Told): Block[] {
  return [...lines(facts.intendedUse, facts.users), { kind: 'list', items: REPORT_TEXTS[known.language].limits }];
}

function testSections({ known: { test, language }, facts, texts }: Told): TextSection[] {
  if (test === null || !isTest(test)) return [section('test', texts, lines(texts.notTested, texts.howToTest))];
  const blocks = [...lines(facts.testSet), ...testTables(test, { texts, language }), ...lines(facts.failures)];
  return [section('test', texts, blocks)];
}

function validationBlocks({ known: { card, learningCurves, language }, facts }: Told): Block[] {
  return [
    ...lines(facts.validation ?? LIMIT_TEXTS[language]({ kind: 'no-validation' })),
    ...(card.threshold.rule === 'calibrated' ? [] : lines(facts.threshold)),
    ...(learningCurves === null ? [] : [{ kind: 'curves', rows: learningCurves } as const]),
  ];
}

function dataBlocks({ known: { card, language }, facts, texts }: Told): Block[] {
  return [
    ...lines(facts.dataset, facts.reference, facts.split),
    partsTable(card.training.cells, texts),
    ...(card.types === null ? [] : [knownTypesTable(card.types, { texts, language })]),
    ...lines(facts.left, facts.missing),
  ];
}

function trainingBlocks({ known: { card }, facts, texts }: Told): Block[] {
  return [
    ...lines(
      facts.start,
      facts.training,
      facts.teaching,
      facts.balance,
      facts.selection,
      facts.ensemble,
      facts.software,
    ),
    ...settingsTables(card, texts),
  ];
}

function thresholdBlocks({ known: { card, language }, facts }: Told): Block[] {
  const { calibration } = card;
  const band = calibration === undefined ? null : PROMISE_TEXTS[language].band(calibration);
  return lines(facts.threshold, facts.promise, band, facts.reached, facts.temperature);
}

function checklistBlocks({ name, source, items }: ModelPage['checklists'][number], texts: ModelPageTexts): Block[] {
  const { number, item, answer } = texts.checklistColumns;
  const counts = { answered: 0, part: 0, open: 0 };
  for (const { state } of items) counts[state]++;
  return [
    { kind: 'remark', text: texts.checklistNote(source) },
    {
      kind: 'table',
      caption: texts.checklistCaption(name, counts),
      columns: [number, item, answer].map((heading) => ({ heading, align: 'left' })),
      rows: items.map((each) => [
        each.number,
        each.item,
        [each.answer, ...(each.by === null ? [] : [texts.toFillIn(each.by, each.state === 'part')])].join(' ').trim(),
      ]),
    },
  ];
}

function softwareBlocks(texts: ModelPageTexts): Block[] {
  const { part, version, licence } = texts.softwareColumns;
  return [
    { kind: 'remark', text: texts.softwareNote },
    {
      kind: 'table',
      caption: texts.softwareCaption(SOFTWARE.length),
      columns: [part, version, licence].map((heading) => ({ heading, align: 'left' })),
      rows: SOFTWARE.map(({ platform, ...each }) => [
        platform ? `${each.name} (${texts.platform})` : each.name,
        each.version,
        each.licence ?? texts.unknownLicence,
      ]),
    },
  ];
}

function detailsTable({ known: { card, file, run, origin }, texts }: Told): Block {
  const { training } = card;
  const { details } = texts;
  const machines = (run?.machines ?? []).map(
    ({ processor, threads, platform }) => `${processor}, ${platform}, threads: ${threads}`,
  );
  const versions = Object.entries(training.versions).map(([name, version]) => `${name} ${version}`);
  const rows: (readonly [string, string | null])[] = [
    [details.file, file.path],
    [details.sha256, file.sha256],
    [details.dataHash, training.dataset.dataHash],
    [details.imagesHash, training.dataset.imagesHash],
    [details.splitHash, training.split.hash],
    [details.seed, training.seed === null ? null : String(training.seed)],
    [details.device, training.device ?? null],
    [details.machine, machines.length === 0 ? null : machines.join('; ')],
    [details.versions, versions.join(', ')],
    [details.command, ['leukoscope', ...origin.argv].join(' ')],
  ];
  return {
    kind: 'table',
    caption: texts.detailsCaption,
    columns: [texts.detailColumns.what, texts.detailColumns.value].map((heading) => ({ heading, align: 'left' })),
    rows: rows.flatMap(([what, value]) => (value === null ? [] : [[what, value]])),
  };
}

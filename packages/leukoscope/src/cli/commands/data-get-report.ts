import { type DataSource, sizeOf } from '../../datasets/sources/data-source.ts';
import type { ByHandState } from '../../datasets/sources/get-by-hand.ts';
import type { GotFile } from '../../datasets/sources/get-files.ts';
import type { Language } from '../../errors/entry.ts';
import { numberFormat } from '../../errors/wording.ts';
import { sizeText } from '../size-text.ts';
import { type TextColumn, textTable } from '../text-table.ts';
import { DATA_GET_TEXTS } from './data-get-texts.ts';

const UNKNOWN = '—';

/** What is known of a data set, for `--json`. */
export function sourceDocument(source: DataSource) {
  const { id, title, what, images, classes, licence, citations, page, obtain } = source;
  return { id, title, what, images, classes, licence, citations, page, ...sizeOf(source), comes: obtain.kind };
}

/** All data sets, one a line. */
export function listText(sources: readonly DataSource[], language: Language): string {
  const words = DATA_GET_TEXTS[language];
  const number = numberFormat(language);
  const columns = (['id', 'images', 'classes', 'size', 'licence', 'how', 'title'] as const).map(
    (key): TextColumn => ({
      heading: words.headings[key],
      align: ['images', 'classes', 'size'].includes(key) ? 'right' : 'left',
    }),
  );
  const rows = sources.map((source) => {
    return [
      source.id,
      source.images === null ? UNKNOWN : number(source.images),
      number(source.classes),
      shortSize(source, language),
      source.licence.spdx ?? words.noLicence,
      words.how[source.obtain.kind],
      source.title,
    ];
  });
  return `${textTable(columns, rows)}\n${words.listed}\n`;
}

/** Source, size, licence and citation: what a person must know before it comes. */
export function factsText(source: DataSource, language: Language): string {
  const words = DATA_GET_TEXTS[language];
  const { facts } = words;
  const { images, licence, obtain } = source;
  const counted = images === null ? UNKNOWN : numberFormat(language)(images);
  const urls = obtain.kind === 'download' ? obtain.files.map(({ url }) => url) : [source.page];
  const name = licence.name[language];
  return [
    `${source.title} (${source.id})`,
    source.what[language],
    `${facts.images}: ${counted} ${words.classes(source.classes)}`,
    ...urls.map((url) => `${facts.from}: ${url}`),
    ...(obtain.kind === 'download' ? [`${facts.size}: ${statedSize(source, language)}`] : []),
    `${facts.licence}: ${licence.spdx === null ? name : `${name} (${licence.spdx}), ${licence.url}`}`,
    ...source.citations.map((citation) => `${facts.cite}: ${citation}`),
  ].join('\n');
}

function shortSize(source: DataSource, language: Language): string {
  const { bytes, mostBytes } = sizeOf(source);
  if (bytes !== null) return sizeText(bytes, language);
  return mostBytes === null ? UNKNOWN : `≤ ${sizeText(mostBytes, language)}`;
}

function statedSize(source: DataSource, language: Language): string {
  const words = DATA_GET_TEXTS[language];
  const { bytes, mostBytes } = sizeOf(source);
  if (bytes !== null) return sizeText(bytes, language);
  return mostBytes === null ? words.sizeUnknown : words.atMost(sizeText(mostBytes, language));
}

/** What came, how it was checked, and what to do with it. */
export function filesText(
  files: readonly GotFile[],
  { paths, next, language }: { paths: readonly string[]; next: string; language: Language },
): string {
  const words = DATA_GET_TEXTS[language];
  const lines = files.flatMap(({ status, bytes, sha256, checkedBy }, at) => {
    const how =
      checkedBy.length === 0 ? words.firstTime : words.checkedBy(checkedBy.map((by) => words.checked[by]).join(', '));
    return [words.got[status](paths[at]!, sizeText(bytes, language)), `sha256 ${sha256} (${how})`];
  });
  return `${[...lines, words.next(next)].join('\n')}\n`;
}

/** The steps a person has to take, or that there are none left. */
export function byHandText(
  source: DataSource,
  given: {
    readonly state: ByHandState;
    readonly path: string | null;
    readonly steps: readonly string[];
    readonly next: string;
    readonly language: Language;
  },
): string {
  const { state, path, steps, next, language } = given;
  const words = DATA_GET_TEXTS[language];
  const number = numberFormat(language);
  const facts = factsText(source, language);
  if (state.status === 'missing' || path === null) {
    const numbered = steps.map((step, at) => `  ${at + 1}. ${step}`);
    return `${[facts, '', words.byHand, ...numbered, '', words.thenAgain(next)].join('\n')}\n`;
  }
  const lines =
    state.status === 'was-there'
      ? [words.thereAlready(path)]
      : [
          words.unpacked(path, number(state.files)),
          ...(state.leftOut === 0 ? [] : [words.leftOut(number(state.leftOut))]),
        ];
  return `${[facts, '', ...lines, words.next(next)].join('\n')}\n`;
}

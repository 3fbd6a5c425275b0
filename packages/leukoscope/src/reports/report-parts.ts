import { cellTypeIn, type Scheme } from '../cells/scheme.ts';
import type { Language } from '../errors/entry.ts';
import type { HtmlElement } from './markup/html.ts';
import { bullets, code, paragraph } from './page/page-parts.ts';
import { verdict } from './page/verdict.ts';
import { REPORT_TEXTS } from './report-texts.ts';
import type { SyntheticUse } from './synthetic-use.ts';

/** Who made a report, when and how. */
export interface ReportOrigin {
  /** Leukoscope's. */
  readonly version: string;
  readonly madeOn: Date;
  /** The command as typed, without `leukoscope`. */
  readonly argv: readonly string[];
}

/** The stamp of a report that rests on generated cells; nothing on real ones. */
export function syntheticStamp(language: Language, { data, model }: SyntheticUse): HtmlElement[] {
  if (!data && !model) return [];
  const texts = REPORT_TEXTS[language];
  const title = texts.syntheticTitle(data, model);
  return [verdict({ language, level: 'caution', title, content: [paragraph(texts.syntheticContent)] })];
}

/** What the tool is not for. */
export function limits(language: Language): HtmlElement {
  return bullets(REPORT_TEXTS[language].limits.map((limit) => [limit]));
}

export function originText(language: Language, { version, madeOn }: ReportOrigin): string {
  return REPORT_TEXTS[language].madeBy(version, madeOn.toISOString().slice(0, 10));
}

/** The command that makes the report again, but for the words of a shell's quoting. */
export function commandLine({ argv }: ReportOrigin): HtmlElement {
  return code(['leukoscope', ...argv.map((word) => (/[\s"'$\\]/.test(word) ? JSON.stringify(word) : word))].join(' '));
}

/** `MYO · myeloblast`, as the scheme names its types; a code that it does not know alone. */
export function cellTypeLabel(
  cellCode: string | null,
  { scheme, language }: { readonly scheme: Scheme; readonly language: Language },
): string {
  if (cellCode === null) return REPORT_TEXTS[language].unknownType;
  const name = cellTypeIn(scheme, cellCode)?.name[language] ?? cellCode;
  return name === cellCode ? cellCode : `${cellCode} · ${name}`;
}

import type { DataScan } from '../datasets/scan/data-scan.ts';
import { type Finding, findingsOf } from '../datasets/scan/findings.ts';
import type { SamePicture } from '../datasets/scan/same-pictures.ts';
import { shownNames } from '../datasets/scan/shown-names.ts';
import { type HtmlContent, type HtmlElement, html } from './markup/html.ts';
import { bullets, disclosure, factList, paragraph, remark } from './page/page-parts.ts';
import { pageTable } from './page/page-table.ts';
import type { GridPicture } from './page/picture-grid.ts';
import { pictureSets } from './page/picture-sets.ts';
import { type PageSection, renderPage } from './page/render-page.ts';
import { verdict } from './page/verdict.ts';
import { countText, figureText } from './plots/interval-text.ts';
import { decimalText } from './plots/number-text.ts';
import { cellTypeLabel, commandLine, originText, type ReportOrigin, syntheticStamp } from './report-parts.ts';
import { detailsOf, picturesOf, type Telling, waysText } from './scan-details.ts';
import { SCAN_PAGE_TEXTS, type ScanPageTexts } from './scan-page-texts.ts';
import { SCAN_TEXTS } from './scan-texts.ts';

export interface ScanPage extends Telling {
  readonly scan: DataScan;
  readonly origin: ReportOrigin;
  /** Small pictures as data URIs, by position in the list of cells; those that cannot be shown are not there. */
  readonly pictures: ReadonlyMap<number, string>;
}

/** Sets of pictures shown for a finding. */
export const MOST_SETS = 24;
/** Copies of one picture shown. */
export const MOST_COPIES = 6;
const MOST_LINES = 12;
const MOST_PATIENTS = 200;

/** The page of a scan: what is wrong first, with pictures, then what there is. */
export function scanPage(page: ScanPage): string {
  const { scan, language, origin } = page;
  const texts = SCAN_PAGE_TEXTS[language];
  const findings = findingsOf(scan);
  return renderPage({
    language,
    title: texts.title(scan.dataset.name),
    lead: lead(page, findings),
    sections: [
      ...findings.map((finding) => findingSection(page, finding)),
      { id: 'types', title: texts.sections.types, content: [typeTable(page)] },
      { id: 'patients', title: texts.sections.patients, content: patientContent(page) },
      { id: 'files', title: texts.sections.files, content: fileTables(scan, texts) },
      ...agreementSection(scan, texts),
      { id: 'searched', title: texts.sections.searched, content: searched(page, texts) },
    ],
    origin: originText(language, origin),
  });
}

function lead({ scan, language }: ScanPage, findings: readonly Finding[]): HtmlContent[] {
  const [texts, words] = [SCAN_PAGE_TEXTS[language], SCAN_TEXTS[language]];
  const { summary } = scan.dataset;
  const worst = findings.find(({ level }) => level === 'bad') ?? findings.find(({ level }) => level === 'caution');
  const level = worst === undefined ? 'good' : worst.level === 'bad' ? 'bad' : 'caution';
  const items = findings
    .filter((finding) => finding.level !== 'note')
    .map(({ kind, count }) => [html('a', { href: `#${kind}` }, [words.findings[kind](count)])]);
  const { facts } = texts;
  return [
    ...syntheticStamp(language, { data: scan.dataset.synthetic !== 'none', model: false }),
    verdict({
      language,
      level,
      title: words.found[level === 'good' ? 'none' : level],
      content: items.length === 0 ? [paragraph(texts.none)] : [bullets(items)],
    }),
    factList([
      { label: facts.cells, value: countText(summary.cells) },
      { label: facts.typical, value: countText(summary.typical) },
      { label: facts.atypical, value: countText(summary.atypical) },
      { label: facts.excluded, value: countText(summary.excluded) },
      { label: facts.patients, value: summary.byPatient.length === 0 ? '—' : countText(summary.byPatient.length) },
      { label: facts.types, value: countText(summary.byLabel.length) },
      { label: facts.size, value: texts.megabytes(decimalText(scan.files.bytes / 1e6, 1)) },
    ]),
  ];
}

function findingSection(page: ScanPage, { kind, level, count }: Finding): PageSection {
  const { scan, language } = page;
  const words = SCAN_TEXTS[language];
  const pictures = picturesOf(scan, kind);
  // Copies that contradict each other are shown once, where it says so.
  const above = kind === 'exact-duplicates' || kind === 'near-duplicates' ? pictures?.filter(isContradictory) : [];
  const rest = pictures?.filter((picture) => !above?.includes(picture)) ?? null;
  return {
    id: kind,
    title: `${words.levels[level]}: ${words.findings[kind](count)}`,
    content: [
      paragraph(words.advice[kind]),
      ...(above === undefined || above.length === 0
        ? []
        : [remark(SCAN_PAGE_TEXTS[language].shownAbove(above.length))]),
      ...(rest === null ? lines(page, kind) : sets(page, rest)),
    ],
  };
}

function isContradictory({ contradictions }: SamePicture): boolean {
  return contradictions.length > 0;
}

function lines(page: ScanPage, kind: Finding['kind']): HtmlElement[] {
  const details = detailsOf(page.scan, kind, page);
  if (details.length === 0) return [];
  const shown = bullets(details.slice(0, MOST_LINES).map((line) => [line]));
  const rest = details.slice(MOST_LINES);
  const more = SCAN_TEXTS[page.language].more(rest.length);
  return [shown, ...(rest.length === 0 ? [] : [disclosure(more, [bullets(rest.map((line) => [line]))])])];
}

function sets(page: ScanPage, pictures: readonly SamePicture[]): HtmlElement[] {
  const { language } = page;
  const words = SCAN_TEXTS[language];
  const shown = pictures.slice(0, MOST_SETS);
  return [
    ...(shown.length < pictures.length
      ? [remark(SCAN_PAGE_TEXTS[language].picturesShown(shown.length, pictures.length))]
      : []),
    pictureSets(
      shown.map(({ cells, ways }) => ({
        title: [
          waysText(ways, words),
          ...(cells.length > MOST_COPIES ? [`, ${words.more(cells.length - MOST_COPIES)}`] : []),
        ],
        pictures: cells.slice(0, MOST_COPIES).map((at) => gridPicture(page, at)),
      })),
    ),
  ];
}

function gridPicture({ scan, language, showNames, pictures }: ScanPage, at: number): GridPicture {
  const texts = SCAN_PAGE_TEXTS[language];
  const names = shownNames(scan, showNames);
  const { id, label, cellCode, patient } = scan.dataset.cells[at]!;
  const name = label ?? cellTypeLabel(cellCode, { scheme: scan.dataset.scheme, language });
  const where = patient === null ? texts.noPatient : names.patient(patient);
  return {
    dataUri: pictures.get(at) ?? null,
    caption: [
      html('div', {}, [html('strong', {}, [name])]),
      html('div', {}, [where]),
      html('div', {}, [names.path(id)]),
    ],
    alt: texts.alt(name),
  };
}

const left = (heading: string) => ({ heading, align: 'left' }) as const;
const right = (heading: string) => ({ heading, align: 'right' }) as const;

function typeTable({ scan, language }: ScanPage): HtmlElement {
  const { columns, captions } = SCAN_PAGE_TEXTS[language];
  const { byLabel } = scan.dataset.summary;
  return pageTable({
    caption: captions.types,
    columns: [
      left(columns.label),
      left(columns.type),
      ...[columns.cells, columns.typical, columns.atypical, columns.excluded].map(right),
    ],
    rows: byLabel.map(({ label, cellCode, typical, atypical, excluded }) => [
      label ?? '—',
      cellCode === null ? '—' : cellTypeLabel(cellCode, { scheme: scan.dataset.scheme, language }),
      ...[typical + atypical + excluded, typical, atypical, excluded].map(countText),
    ]),
  });
}

function patientContent({ scan, language, showNames }: ScanPage): HtmlContent[] {
  const texts = SCAN_PAGE_TEXTS[language];
  const { byPatient, withoutPatient } = scan.dataset.summary;
  if (byPatient.length === 0) return [paragraph(texts.noPatients)];
  const names = shownNames(scan, showNames);
  const total = (counts: (typeof byPatient)[number]) => counts.typical + counts.atypical + counts.excluded;
  const kept = [...byPatient].sort((a, b) => total(b) - total(a)).slice(0, MOST_PATIENTS);
  const { columns, captions } = texts;
  const table = pageTable({
    caption: captions.patients,
    columns: [
      left(columns.patient),
      ...[columns.cells, columns.typical, columns.atypical, columns.excluded].map(right),
    ],
    rows: kept.map((counts) => [
      names.patient(counts.patient),
      ...[total(counts), counts.typical, counts.atypical, counts.excluded].map(countText),
    ]),
  });
  return [
    ...(withoutPatient === 0 ? [] : [paragraph(texts.withoutPatient(withoutPatient))]),
    ...(kept.length < byPatient.length ? [remark(texts.patientsShown(kept.length, byPatient.length))] : []),
    kept.length > MOST_LINES ? disclosure(`${captions.patients} (${countText(kept.length)})`, [table]) : table,
  ];
}

function fileTables({ files, conversions }: DataScan, texts: ScanPageTexts): HtmlElement[] {
  const { captions, fileColumns, columns } = texts;
  const table = (caption: string, heading: string, rows: readonly (readonly [string, number])[]) =>
    pageTable({
      caption,
      columns: [left(heading), right(columns.images)],
      rows: rows.map(([name, images]) => [name, countText(images)]),
    });
  const changed = Object.entries(texts.conversions).flatMap(([conversion, name]) => {
    const images = conversions[conversion as keyof typeof conversions];
    return images > 0 ? [[name, images] as const] : [];
  });
  return [
    table(
      captions.formats,
      fileColumns.format,
      files.formats.map(({ format, images }) => [format, images]),
    ),
    table(
      captions.sizes,
      fileColumns.size,
      files.sizes.slice(0, MOST_LINES).map(({ widthPx, heightPx, images }) => [`${widthPx} × ${heightPx}`, images]),
    ),
    ...(changed.length === 0 ? [] : [table(captions.conversions, fileColumns.conversion, changed)]),
  ];
}

function agreementSection({ agreement }: DataScan, texts: ScanPageTexts): PageSection[] {
  if (agreement === null) return [];
  const { readings, images, same, kappa, sameGroup } = texts.agreementColumns;
  const table = pageTable({
    caption: texts.captions.agreement,
    columns: [left(readings), ...[images, same, kappa, sameGroup].map(right)],
    rows: agreement.pairs.map(({ first, second, types, groups }) => [
      `${first} – ${second}`,
      countText(types.observed.denominator),
      figureText(types.observed),
      figureText(types.kappa),
      figureText(groups.observed),
    ]),
  });
  return [{ id: 'agreement', title: texts.sections.agreement, content: [table, remark(texts.agreementNote)] }];
}

function searched({ origin, showNames, scan }: ScanPage, texts: ScanPageTexts): HtmlContent[] {
  const isMasked = !showNames && (scan.names.length > 0 || scan.metadata.length > 0);
  return [
    html('h3', {}, [texts.searchedTitle]),
    bullets(texts.searched.map((item) => [item])),
    html('h3', {}, [texts.notSearchedTitle]),
    bullets(texts.notSearched.map((item) => [item])),
    ...(isMasked ? [paragraph(texts.masked)] : []),
    paragraph(texts.command, ' ', commandLine(origin)),
  ];
}

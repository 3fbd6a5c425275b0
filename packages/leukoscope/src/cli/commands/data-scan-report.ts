import type { DataScan } from '../../datasets/scan/data-scan.ts';
import { findingsOf } from '../../datasets/scan/findings.ts';
import { shownNames } from '../../datasets/scan/shown-names.ts';
import { countText, figureText } from '../../reports/plots/interval-text.ts';
import { decimalText } from '../../reports/plots/number-text.ts';
import { cellTypeLabel } from '../../reports/report-parts.ts';
import { detailsOf, type Telling } from '../../reports/scan-details.ts';
import { SCAN_TEXTS } from '../../reports/scan-texts.ts';
import { oneLine } from '../one-line.ts';
import { rejectedOf } from '../rejected.ts';
import { textTable } from '../text-table.ts';
import { DATA_SCAN_WORDS } from './data-scan-texts.ts';

const MOST_LINES = 3;
const MOST_SIZES = 3;

/** The scan for the terminal: what is wrong first, then what there is. */
export function scanText(
  scan: DataScan,
  telling: Telling,
  { path, out }: { path: string; out: string | null },
): string {
  const words = DATA_SCAN_WORDS[telling.language];
  const { summary } = scan.dataset;
  const patients = summary.byPatient.length;
  const head = words.head({
    cells: countText(summary.cells),
    patients: patients === 0 ? words.noPatients : countText(patients),
    typical: countText(summary.typical),
    atypical: countText(summary.atypical),
    excluded: countText(summary.excluded),
  });
  const isMasked = !telling.showNames && (scan.names.length > 0 || scan.metadata.length > 0);
  return [
    `${oneLine(path)}: ${head}\n`,
    '\n',
    ...findingLines(scan, telling),
    '\n',
    typeTable(scan, telling),
    '\n',
    `${filesLine(scan, telling)}\n`,
    ...agreementLines(scan, telling),
    ...(isMasked ? [`${words.masked}\n`] : []),
    `${out === null ? words.pageHint : words.written(out)}\n`,
  ].join('');
}

function findingLines(scan: DataScan, telling: Telling): string[] {
  const texts = SCAN_TEXTS[telling.language];
  const findings = findingsOf(scan);
  const isSerious = findings.some(({ level }) => level !== 'note');
  const lines = findings.flatMap(({ kind, level, count }) => {
    const details = detailsOf(scan, kind, telling).map(oneLine);
    const shown = details.slice(0, MOST_LINES).map((line) => `  ${line}\n`);
    const more = details.length > MOST_LINES ? [`  ${texts.more(details.length - MOST_LINES)}\n`] : [];
    return [`${texts.levels[level]}: ${texts.findings[kind](count)}.\n`, ...shown, ...more];
  });
  return isSerious ? lines : [`${texts.found.none}.\n`, ...lines];
}

function typeTable({ dataset }: DataScan, { language }: Telling): string {
  const { headings } = DATA_SCAN_WORDS[language];
  const right = (heading: string) => ({ heading, align: 'right' }) as const;
  return textTable(
    [
      { heading: headings.label, align: 'left' },
      { heading: headings.type, align: 'left' },
      ...[headings.cells, headings.typical, headings.atypical, headings.excluded].map(right),
    ],
    dataset.summary.byLabel.map(({ label, cellCode, typical, atypical, excluded }) => [
      oneLine(label ?? '—'),
      cellCode === null ? '—' : oneLine(cellTypeLabel(cellCode, { scheme: dataset.scheme, language })),
      ...[typical + atypical + excluded, typical, atypical, excluded].map(countText),
    ]),
  );
}

function filesLine({ files }: DataScan, { language }: Telling): string {
  const words = DATA_SCAN_WORDS[language];
  const formats = files.formats.map(({ format, images }) => `${format} ${countText(images)}`).join(', ');
  const sizes = files.sizes.slice(0, MOST_SIZES).map(({ widthPx, heightPx }) => `${widthPx} × ${heightPx}`);
  const rest = files.sizes.length - sizes.length;
  const all = [...sizes, ...(rest > 0 ? [words.otherSizes(countText(rest))] : [])].join(', ');
  return words.files(formats, all, decimalText(files.bytes / 1e6, 1));
}

function agreementLines({ agreement }: DataScan, { language }: Telling): string[] {
  const words = DATA_SCAN_WORDS[language];
  return (agreement?.pairs ?? []).map(
    ({ first, second, types }) =>
      `${words.agreement(first, second, figureText(types.observed), figureText(types.kappa))}\n`,
  );
}

/**
 * The scan as one document. Cells stand by their ids, names that may tell who a person is masked unless asked for:
 *
 * - `dataset` {name, kind, dataHash, scheme}, `cells`, `typical`, `atypical`, `excluded`, `excludedBy`
 * - `byLabel` [{label, cellCode, typical, atypical, excluded}], `byPatient` [{patient, …}], `withoutPatient`
 * - `findings` [{kind, level: bad | caution | note, count}], the most important first
 * - `rejected`, `rejectedImages` [{path, reason}]
 * - `samePictures` [{cells, exact, ways, contradictions: group | label | patient | split}]
 * - `pairs` [{a, b, exact, transform, distance}]: which pictures were found to be the same, and how
 * - `patients` {spellings, inSeveralParts, columns}, `unknownLabels` [{label, cells}]
 * - `files` {bytes, formats, sizes}, `conversions`, `metadata` [{kind, field, images, example}],
 *   `names` [{kind, of, count, examples}], `columns`, `systemFiles`, `imagesLeftOut`, `otherFiles`
 * - `raterAgreement`, null unless images were annotated more than once
 */
export function scanDocument(scan: DataScan, { showNames }: Pick<Telling, 'showNames'>): object {
  const { dataset, same, pairs, folder, rejected } = scan;
  const { name, kind, dataHash, scheme, summary, cells } = dataset;
  const names = shownNames(scan, showNames);
  const id = (at: number) => names.path(cells[at]!.id);
  const { byLabel, byPatient, withoutPatient, typical, atypical, excluded, excludedBy } = summary;
  return {
    dataset: { name, kind, dataHash, scheme: scheme.id },
    ...{ cells: summary.cells, typical, atypical, excluded, excludedBy, byLabel },
    byPatient: byPatient.map((counts) => ({ ...counts, patient: names.patient(counts.patient) })),
    withoutPatient,
    findings: findingsOf(scan),
    ...rejectedOf(rejected.map(({ cell, reason }) => ({ path: names.path(cell.id), reason }))),
    samePictures: same.map((picture) => ({ ...picture, cells: picture.cells.map(id) })),
    pairs: pairs.map(({ a, b, near }) => ({
      ...{ a: id(a), b: id(b), exact: near === null },
      ...{ transform: near?.transform ?? 'identity', distance: near?.distance ?? 0 },
    })),
    patients: patientsOf(scan, names.patient),
    unknownLabels: scan.unknownLabels,
    files: scan.files,
    conversions: scan.conversions,
    metadata: scan.metadata.map(({ example, ...field }) => ({
      ...field,
      example: { cell: names.path(example.cell), value: names.value(example.value) },
    })),
    names: scan.names.map(({ names: found, ...finding }) => ({
      ...{ ...finding, count: found.length },
      examples: found.slice(0, MOST_LINES).map(finding.of === 'patient' ? names.patient : names.path),
    })),
    columns: scan.columns,
    systemFiles: folder?.systemFiles.map(names.path) ?? [],
    imagesLeftOut: folder?.imagesLeftOut.map(names.path) ?? [],
    otherFiles: folder?.otherFiles ?? {},
    raterAgreement: scan.agreement,
  };
}

function patientsOf({ patients }: DataScan, name: (patient: string) => string) {
  return {
    spellings: patients.spellings.map((set) => set.map(name)),
    inSeveralParts: patients.inSeveralParts.map((one) => ({ ...one, patient: name(one.patient) })),
    columns: patients.columns.map(({ column, patients: who }) => ({
      column,
      patients: who.map((one) => ({ ...one, patient: name(one.patient) })),
    })),
  };
}

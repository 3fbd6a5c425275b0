import type { DataScan } from '../datasets/scan/data-scan.ts';
import type { FindingKind } from '../datasets/scan/findings.ts';
import type { NameKind } from '../datasets/scan/identifying-names.ts';
import type { MetadataKind } from '../datasets/scan/metadata-leftovers.ts';
import type { Contradiction, SamePicture, Way } from '../datasets/scan/same-pictures.ts';
import { type ShownNames, shownNames } from '../datasets/scan/shown-names.ts';
import type { Language } from '../errors/entry.ts';
import { SCAN_TEXTS, type ScanTexts } from './scan-texts.ts';

export interface Telling {
  readonly language: Language;
  /** Show names that may tell who a person is as they are, not masked. */
  readonly showNames: boolean;
}

/** Which pictures a finding is about; none of the other findings are about pictures. */
const PICTURES: Readonly<Partial<Record<FindingKind, (picture: SamePicture) => boolean>>> = {
  'same-picture-two-groups': contradicts('group'),
  'same-picture-two-patients': contradicts('patient'),
  'same-picture-two-parts': contradicts('split'),
  'same-picture-two-labels': (picture) => contradicts('label')(picture) && !contradicts('group')(picture),
  'exact-duplicates': ({ exact }) => exact,
  'near-duplicates': ({ exact }) => !exact,
};

function contradicts(what: Contradiction): (picture: SamePicture) => boolean {
  return ({ contradictions }) => contradictions.includes(what);
}

/** The pictures that a finding is about; `null` for one that is not about pictures. */
export function picturesOf(scan: DataScan, kind: FindingKind): readonly SamePicture[] | null {
  const isOne = PICTURES[kind];
  return isOne === undefined ? null : scan.same.filter(isOne);
}

/** All that a finding is about, a line each. */
export function detailsOf(scan: DataScan, kind: FindingKind, { language, showNames }: Telling): string[] {
  const texts = SCAN_TEXTS[language];
  const names = shownNames(scan, showNames);
  const pictures = picturesOf(scan, kind);
  if (pictures !== null) return pictures.map((picture) => pictureLine(scan, picture, { names, texts }));
  return OTHERS[kind]?.(scan, { names, texts, language }) ?? [];
}

interface Telled {
  readonly names: ShownNames;
  readonly texts: ScanTexts;
}

/** Of a picture with many copies, what a line tells. */
const MOST_FILES = 4;
const MOST_WAYS = 3;

function pictureLine(scan: DataScan, { cells, ways }: SamePicture, { names, texts }: Telled): string {
  const files = cells.slice(0, MOST_FILES).map((at) => names.path(scan.dataset.cells[at]!.id));
  const more = cells.length > MOST_FILES ? `, ${texts.more(cells.length - MOST_FILES)}` : '';
  return `${files.join(' = ')}${more} (${waysText(ways, texts)})`;
}

/** In which ways copies differ from each other. */
export function waysText(ways: readonly Way[], texts: ScanTexts): string {
  const shown = ways.slice(0, MOST_WAYS).map((way) => texts.transforms[way]);
  return [...shown, ...(ways.length > MOST_WAYS ? ['…'] : [])].join('; ');
}

type Details = (scan: DataScan, telled: Telled & { readonly language: Language }) => string[];

const OTHERS: Readonly<Partial<Record<FindingKind, Details>>> = {
  unreadable: ({ rejected }, { names, language }) =>
    rejected.map(({ cell, reason }) => reason.textIn(language).message.replaceAll(cell.path, names.path(cell.id))),
  'patients-in-several-parts': ({ patients }, { names, texts }) =>
    patients.inSeveralParts.map(
      ({ patient, parts }) => `${names.patient(patient)}: ${parts.map((part) => texts.parts[part]).join(', ')}`,
    ),
  'tells-person': (scan, telled) => [
    ...fieldLines(scan, ['position', 'person'], telled),
    ...nameLines(scan, ['person-name', 'record-number'], telled),
    ...scan.columns.map(telled.texts.column),
  ],
  'may-tell-person': (scan, telled) => [
    ...fieldLines(scan, ['free-text', 'date'], telled),
    ...nameLines(scan, ['date', 'barcode'], telled),
  ],
  'device-fields': (scan, telled) => fieldLines(scan, ['device'], telled),
  'unknown-labels': ({ unknownLabels }) => unknownLabels.map(({ label, cells }) => `${label ?? '—'}: ${cells}`),
  'without-patient': ({ dataset }, { texts }) => {
    const named = dataset.cells.some(({ group, patient }) => group !== null && patient !== null);
    return [texts.withoutPatient[named ? 'some' : 'all']];
  },
  'patient-spellings': ({ patients }, { names }) => patients.spellings.map((set) => set.map(names.patient).join(' = ')),
  'patient-contradictions': ({ patients }, { names, texts }) =>
    patients.columns.flatMap(({ column, patients: who }) => [
      texts.columnOf(column, who.length),
      ...who.map(({ patient, values }) => `${names.patient(patient)}: ${values.join(', ')}`),
    ]),
  'system-files': ({ folder }, { names }) => folder?.systemFiles.map(names.path) ?? [],
  'images-left-out': ({ folder }, { names }) => folder?.imagesLeftOut.map(names.path) ?? [],
  'other-files': ({ folder }, { texts }) =>
    Object.entries(folder?.otherFiles ?? {}).map(([ending, count]) => texts.ending(ending, count)),
};

function fieldLines({ metadata }: DataScan, kinds: readonly MetadataKind[], { names, texts }: Telled): string[] {
  return metadata
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, field, images, example }) => {
      return `${texts.fields[kind]}: ${texts.fieldIn(field, images)} (${names.value(example.value)})`;
    });
}

const EXAMPLES = 3;

function nameLines(scan: DataScan, kinds: readonly NameKind[], { names, texts }: Telled): string[] {
  return scan.names
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, of, names: found }) => {
      const examples = found.slice(0, EXAMPLES).map(of === 'patient' ? names.patient : names.path);
      return `${texts.names[kind][of](found.length)} (${examples.join(', ')}${found.length > EXAMPLES ? ', …' : ''})`;
    });
}

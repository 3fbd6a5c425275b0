import type { DataScan } from './data-scan.ts';
import type { Contradiction } from './same-pictures.ts';

/**
 * What can be wrong with a data set, most important first. `bad`: figures from it are wrong, or it must not be passed on;
 * `caution`: to be looked at; `note`: worth knowing.
 */
export const FINDING_LEVELS = {
  unreadable: 'bad',
  'same-picture-two-groups': 'bad',
  'same-picture-two-patients': 'bad',
  'same-picture-two-parts': 'bad',
  'patients-in-several-parts': 'bad',
  'tells-person': 'bad',
  'same-picture-two-labels': 'caution',
  'unknown-labels': 'caution',
  'without-patient': 'caution',
  'exact-duplicates': 'caution',
  'near-duplicates': 'caution',
  'patient-spellings': 'caution',
  'patient-contradictions': 'caution',
  'may-tell-person': 'caution',
  'system-files': 'caution',
  'images-left-out': 'note',
  'other-files': 'note',
  'device-fields': 'note',
} as const;
export type FindingKind = keyof typeof FINDING_LEVELS;
export type FindingLevel = (typeof FINDING_LEVELS)[FindingKind];
export const FINDING_KINDS = Object.keys(FINDING_LEVELS) as readonly FindingKind[];

export interface Finding {
  readonly kind: FindingKind;
  readonly level: FindingLevel;
  /** Of what the kind counts: images, pictures, cells that take part, patients, files. */
  readonly count: number;
}

/** What was found, the most important first; nothing that was looked for and not found. */
export function findingsOf(scan: DataScan): Finding[] {
  const counts = countsOf(scan);
  return FINDING_KINDS.filter((kind) => counts[kind] > 0).map((kind) => ({
    kind,
    level: FINDING_LEVELS[kind],
    count: counts[kind],
  }));
}

function countsOf({
  same,
  patients,
  metadata,
  names,
  columns,
  folder,
  ...scan
}: DataScan): Record<FindingKind, number> {
  const contradicting = (what: Contradiction) =>
    same.filter(({ contradictions }) => contradictions.includes(what)).length;
  const metadataOf = (...kinds: readonly string[]) =>
    Math.max(0, ...metadata.filter(({ kind }) => kinds.includes(kind)).map(({ images }) => images));
  const namesOf = (...kinds: readonly string[]) =>
    names.filter(({ kind }) => kinds.includes(kind)).reduce((sum, found) => sum + found.names.length, 0);
  const copies = (exact: boolean) =>
    same.filter((one) => one.exact === exact).reduce((sum, { cells }) => sum + cells.length - 1, 0);
  return {
    unreadable: scan.rejected.length,
    'same-picture-two-groups': contradicting('group'),
    'same-picture-two-patients': contradicting('patient'),
    'same-picture-two-parts': contradicting('split'),
    'patients-in-several-parts': patients.inSeveralParts.length,
    'tells-person': metadataOf('position', 'person') + namesOf('person-name', 'record-number') + columns.length,
    // Two groups have two labels, and are told once.
    'same-picture-two-labels': same.filter(
      ({ contradictions }) => contradictions.includes('label') && !contradictions.includes('group'),
    ).length,
    'unknown-labels': scan.unknownLabels.reduce((sum, { cells }) => sum + cells, 0),
    'without-patient': scan.dataset.cells.filter(({ group, patient }) => group !== null && patient === null).length,
    'exact-duplicates': copies(true),
    'near-duplicates': copies(false),
    'patient-spellings': patients.spellings.length,
    'patient-contradictions': patients.columns.reduce((sum, column) => sum + column.patients.length, 0),
    'may-tell-person': metadataOf('free-text', 'date') + namesOf('date', 'barcode'),
    'system-files': folder?.systemFiles.length ?? 0,
    'images-left-out': folder?.imagesLeftOut.length ?? 0,
    'other-files': Object.values(folder?.otherFiles ?? {}).reduce((sum, count) => sum + count, 0),
    'device-fields': metadataOf('device'),
  };
}

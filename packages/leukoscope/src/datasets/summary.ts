import { type Cell, EXCLUSION_REASONS, type ExclusionReason, SPLIT_PARTS, type SplitPart } from '../cells/cell.ts';
import { byCodeUnits } from './cell-order.ts';
import { type IgnoredFiles, NOTHING_IGNORED } from './image-files.ts';

/** How many cells count as what. */
export interface GroupCounts {
  readonly typical: number;
  readonly atypical: number;
  readonly excluded: number;
}

export interface LabelCounts extends GroupCounts {
  /** As the data set writes it; `null` for unlabelled cells. */
  readonly label: string | null;
  readonly cellCode: string | null;
}

export interface PatientCounts extends GroupCounts {
  readonly patient: string;
}

/** What a data set holds, nothing left out: typical + atypical + excluded = cells. */
export interface DatasetSummary extends GroupCounts {
  readonly cells: number;
  readonly excludedBy: Readonly<Record<ExclusionReason, number>>;
  /** Most frequent first. */
  readonly byLabel: readonly LabelCounts[];
  /** In the order of the patients' names. */
  readonly byPatient: readonly PatientCounts[];
  readonly withoutPatient: number;
  /** Cells whose split the data set itself prescribes. */
  readonly byPresetSplit: Readonly<Record<SplitPart, number>>;
  readonly ignored: IgnoredFiles;
}

type Counting<Counts extends GroupCounts> = { -readonly [Key in keyof Counts]: Counts[Key] };

/** Counts cells by group, label, patient and reason of exclusion. */
export function summarise(cells: readonly Cell[], ignored: IgnoredFiles = NOTHING_IGNORED): DatasetSummary {
  const total: Counting<GroupCounts> = { typical: 0, atypical: 0, excluded: 0 };
  const excludedBy = Object.fromEntries(EXCLUSION_REASONS.map((reason) => [reason, 0])) as Record<
    ExclusionReason,
    number
  >;
  const byPresetSplit = Object.fromEntries(SPLIT_PARTS.map((part) => [part, 0])) as Record<SplitPart, number>;
  const labels = new Map<string, Counting<LabelCounts>>();
  const patients = new Map<string, Counting<PatientCounts>>();
  let withoutPatient = 0;
  for (const { label, cellCode, group, excluded, patient, presetSplit } of cells) {
    const column = group ?? 'excluded';
    total[column] += 1;
    if (excluded !== null) excludedBy[excluded] += 1;
    if (presetSplit !== null) byPresetSplit[presetSplit] += 1;
    entryOf(labels, nameOf({ label, cellCode }), { label, cellCode })[column] += 1;
    if (patient === null) withoutPatient += 1;
    else entryOf(patients, patient, { patient })[column] += 1;
  }
  return {
    cells: cells.length,
    ...total,
    excludedBy,
    byLabel: [...labels.values()].sort((a, b) => sum(b) - sum(a) || byCodeUnits(nameOf(a), nameOf(b))),
    byPatient: [...patients.values()].sort((a, b) => byCodeUnits(a.patient, b.patient)),
    withoutPatient,
    byPresetSplit,
    ignored,
  };
}

function entryOf<Named extends object>(
  counts: Map<string, Counting<GroupCounts> & Named>,
  key: string,
  named: Named,
): Counting<GroupCounts> & Named {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const created = { ...named, typical: 0, atypical: 0, excluded: 0 };
  counts.set(key, created);
  return created;
}

function sum(counts: GroupCounts): number {
  return counts.typical + counts.atypical + counts.excluded;
}

/** Of a label and a code together. */
function nameOf({ label, cellCode }: Pick<LabelCounts, 'label' | 'cellCode'>): string {
  return JSON.stringify([label, cellCode]);
}

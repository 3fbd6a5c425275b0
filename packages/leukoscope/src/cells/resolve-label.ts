import { labelMeaning } from './aliases.ts';
import type { ExclusionReason } from './cell.ts';
import { labelKey } from './label-key.ts';
import { type Group, type Scheme, type SchemeGroup, sharedGroup } from './scheme.ts';

/** What a label says of a cell under a scheme. Exactly one of `group` and `excluded` is not null. */
export type ResolvedLabel = { readonly cellCode: string | null } & (
  | { readonly group: Group; readonly excluded: null }
  | { readonly group: null; readonly excluded: ExclusionReason }
);

/** Whether a label that nothing knows is an error, or its cell is kept, excluded as `unknown`, to be looked at. */
export type UnknownLabels = 'refuse' | 'keep';

/** Looks labels up in a scheme and in the built-in table of aliases; remembers each, since labels repeat. */
export interface LabelResolver {
  /**
   * @returns `null` if neither the scheme nor the table knows the label, or the scheme does not settle its group; never
   * `null` where unknown labels are kept.
   */
  readonly label: (label: string) => ResolvedLabel | null;
  /** As `label`, for a value that must be a code of the scheme, or a label that the scheme itself names. */
  readonly code: (code: string) => ResolvedLabel | null;
  /** What the scheme's own list of labels says; `null` if it does not name the label. */
  readonly ownLabel: (label: string) => ResolvedLabel | null;
  /** The code that a label names, whatever the scheme makes of it; `null` if it names none. */
  readonly codeOfLabel: (label: string) => string | null;
}

const UNKNOWN: ResolvedLabel = { cellCode: null, group: null, excluded: 'unknown' };

/** The scheme's own labels, then its codes come first, so that a user's scheme can give a known label another meaning. */
export function labelResolver(scheme: Scheme, unknownLabels: UnknownLabels = 'refuse'): LabelResolver {
  const codeOfOwnLabel = ownLabelsOf(scheme);
  const codeByKey = new Map(Object.keys(scheme.groups).map((code) => [labelKey(code), code]));

  const ofCode = (known: string | null): ResolvedLabel | null =>
    known === null ? null : grouped(known, scheme.groups[known] ?? null);
  const ownCode = (value: string): string | null => codeOfOwnLabel(value) ?? codeByKey.get(labelKey(value)) ?? null;
  const ownLabel = (value: string): ResolvedLabel | null => ofCode(codeOfOwnLabel(value));
  const code = (value: string): ResolvedLabel | null => ofCode(ownCode(value));
  const label = (value: string): ResolvedLabel | null => {
    const own = code(value);
    if (own !== null) return own;
    const meaning = labelMeaning(value);
    switch (meaning?.kind) {
      case 'type':
        return code(meaning.code);
      case 'one-of':
        return grouped(null, sharedGroup(scheme, meaning.codes));
      case 'group':
        return grouped(null, meaning.group);
      case 'neither':
        return { cellCode: null, group: null, excluded: 'neither' };
      case undefined:
        return null;
    }
  };
  const codeOfLabel = (value: string): string | null => {
    const own = ownCode(value);
    if (own !== null) return own;
    const meaning = labelMeaning(value);
    return meaning?.kind === 'type' ? meaning.code : null;
  };
  const orUnknown = (look: (value: string) => ResolvedLabel | null) => (value: string) =>
    look(value) ?? (unknownLabels === 'keep' ? UNKNOWN : null);
  return {
    label: remembered(orUnknown(label)),
    code: remembered(orUnknown(code)),
    ownLabel: remembered(ownLabel),
    codeOfLabel: remembered(codeOfLabel),
  };
}

/**
 * The codes that a scheme's list of labels names: a label as it is written, else by what is left of it without case and
 * punctuation, unless that stands for several types (`CD34+` and `CD34-`).
 */
function ownLabelsOf({ labels = [] }: Scheme): (label: string) => string | null {
  const written = new Map(labels.map(({ label, code }) => [asWritten(label), code]));
  const byKey = new Map<string, string | null>([['', null]]);
  for (const { label, code } of labels) {
    const key = labelKey(label);
    byKey.set(key, (byKey.get(key) ?? code) === code && byKey.get(key) !== null ? code : null);
  }
  return (label) => written.get(asWritten(label)) ?? byKey.get(labelKey(label)) ?? null;
}

/** File systems differ in how they compose accents. */
function asWritten(label: string): string {
  return label.trim().normalize('NFC');
}

function grouped(cellCode: string | null, group: SchemeGroup | null): ResolvedLabel | null {
  if (group === null) return null;
  return group === 'excluded' ? { cellCode, group: null, excluded: 'scheme' } : { cellCode, group, excluded: null };
}

function remembered<Value>(look: (key: string) => Value): (key: string) => Value {
  const seen = new Map<string, Value>();
  return (key) => {
    if (!seen.has(key)) seen.set(key, look(key));
    return seen.get(key) as Value;
  };
}

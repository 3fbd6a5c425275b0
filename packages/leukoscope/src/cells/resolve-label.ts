import { labelMeaning } from './aliases.ts';
import type { ExclusionReason } from './cell.ts';
import { labelKey } from './label-key.ts';
import { type Group, type Scheme, sharedGroup } from './scheme.ts';

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
  /** As `label`, for a value that must be a code of the scheme. */
  readonly code: (code: string) => ResolvedLabel | null;
  /** The code that a label names, whatever the scheme makes of it; `null` if it names none. */
  readonly codeOfLabel: (label: string) => string | null;
}

const UNKNOWN: ResolvedLabel = { cellCode: null, group: null, excluded: 'unknown' };

/** The scheme's own codes come first, so that a user's scheme can give a built-in label another meaning. */
export function labelResolver(scheme: Scheme, unknownLabels: UnknownLabels = 'refuse'): LabelResolver {
  const codeByKey = new Map(Object.keys(scheme.groups).map((code) => [labelKey(code), code]));

  const code = (value: string): ResolvedLabel | null => {
    const known = codeByKey.get(labelKey(value));
    return known === undefined ? null : grouped(known, scheme.groups[known] ?? null);
  };
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
    const own = codeByKey.get(labelKey(value));
    if (own !== undefined) return own;
    const meaning = labelMeaning(value);
    return meaning?.kind === 'type' ? meaning.code : null;
  };
  const orUnknown = (look: (value: string) => ResolvedLabel | null) => (value: string) =>
    look(value) ?? (unknownLabels === 'keep' ? UNKNOWN : null);
  return {
    label: remembered(orUnknown(label)),
    code: remembered(orUnknown(code)),
    codeOfLabel: remembered(codeOfLabel),
  };
}

function grouped(cellCode: string | null, group: Group | 'excluded' | null): ResolvedLabel | null {
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

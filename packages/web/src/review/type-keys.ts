import type { TypeDescription } from '../api/types.ts';
import { UNIDENTIFIED } from './cell-table.ts';

/** A decision that a person can take, and the key for it. */
export interface DecisionChoice {
  readonly code: string;
  readonly name: { readonly en: string; readonly es: string };
  /** In lower case; `null` where none was left. */
  readonly key: string | null;
  readonly group: TypeDescription['group'] | null;
}

/** Tried in turn for the decision that a cell cannot be told, which no scheme has. */
const UNIDENTIFIED_KEYS = ['u', '0', 'x', 'q'];

/** Tried in turn for a group, where that alone is decided. */
const GROUP_KEYS = { atypical: ['a', 'z', 'y'], typical: ['s', 'x', 'v'] } as const;
const GROUPS = ['atypical', 'typical'] as const;

interface OtherDecisions {
  readonly unidentified: DecisionChoice['name'];
  /** Names of the groups, which can be decided where the model tells no types apart; `null` where it does. */
  readonly groups: Readonly<Record<(typeof GROUPS)[number], DecisionChoice['name']>> | null;
}

/** All decisions: groups where they can be one, types in the order of the scheme, and last that a cell cannot be told. */
export function decisionChoices(
  types: readonly TypeDescription[],
  { unidentified, groups }: OtherDecisions,
): DecisionChoice[] {
  const used = new Set(types.map(({ key }) => key?.toLowerCase()));
  const free = (keys: readonly string[]) => {
    const key = keys.find((one) => !used.has(one)) ?? null;
    if (key !== null) used.add(key);
    return key;
  };
  const ofGroups =
    groups === null
      ? []
      : GROUPS.map((group) => ({ code: group, name: groups[group], key: free(GROUP_KEYS[group]), group }));
  const key = free(UNIDENTIFIED_KEYS);
  return [
    ...ofGroups,
    ...types
      .filter(({ code }) => code !== UNIDENTIFIED)
      .map(({ code, name, key: own, group }) => ({ code, name, key: own?.toLowerCase() ?? null, group })),
    { code: UNIDENTIFIED, name: unidentified, key, group: null },
  ];
}

export function codesByKey(choices: readonly DecisionChoice[]): ReadonlyMap<string, string> {
  return new Map(choices.flatMap(({ key, code }) => (key === null ? [] : [[key, code] as const])));
}

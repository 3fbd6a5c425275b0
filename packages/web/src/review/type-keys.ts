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

/** All decisions in the order of the scheme, and last that a cell cannot be told. */
export function decisionChoices(
  types: readonly TypeDescription[],
  unidentified: DecisionChoice['name'],
): DecisionChoice[] {
  const used = new Set(types.map(({ key }) => key?.toLowerCase()));
  const key = UNIDENTIFIED_KEYS.find((one) => !used.has(one)) ?? null;
  return [
    ...types
      .filter(({ code }) => code !== UNIDENTIFIED)
      .map(({ code, name, key: own, group }) => ({ code, name, key: own?.toLowerCase() ?? null, group })),
    { code: UNIDENTIFIED, name: unidentified, key, group: null },
  ];
}

export function codesByKey(choices: readonly DecisionChoice[]): ReadonlyMap<string, string> {
  return new Map(choices.flatMap(({ key, code }) => (key === null ? [] : [[key, code] as const])));
}

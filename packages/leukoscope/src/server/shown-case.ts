import { DEFAULT_SCHEME, type Scheme } from '../cells/scheme.ts';
import type { ModelCard } from '../models/model-card.ts';
import { CALLS, type CaseRow, type ModelRow, UNIDENTIFIED } from '../store/rows.ts';
import type { StoreParts } from '../store/store.ts';
import { cardOf } from './card-of.ts';

type Gallery = Awaited<ReturnType<StoreParts['cells']['gallery']>>;

/** Labels of a model that tells no types apart. */
export const GROUP_CODES = ['typical', 'atypical'] as const;

/** A case with its cells in columns, and what their codes mean. */
export interface ShownCase {
  readonly row: CaseRow;
  /** Whose predictions are shown; `null` before the first classification. */
  readonly model: ModelRow | null;
  readonly card: ModelCard | null;
  readonly scheme: Scheme;
  /** Every label that a cell may have, `unidentified` last. */
  readonly codes: readonly string[];
  readonly gallery: Gallery;
  /** Whether predictions are kept from everyone. */
  readonly hidesModel: boolean;
}

/** @throws LeukoscopeError `store.not-found`. */
export async function shownCase(id: string, parts: StoreParts, since?: number): Promise<ShownCase> {
  const row = await parts.cases.get(id);
  const model = row.modelId === null ? null : await parts.models.get(row.modelId);
  const card = model === null ? null : cardOf(model);
  const scheme = card?.scheme ?? DEFAULT_SCHEME;
  const gallery = await parts.cells.gallery(id, since === undefined ? {} : { since });
  return {
    ...{ row, model, card, scheme, gallery },
    codes: codesOf(card),
    hidesModel: row.blinded && row.state === 'open',
  };
}

/** Labels that a person may give in a case that was classified by this model, or by none. */
export function codesOf(card: ModelCard | null): string[] {
  const scheme = card?.scheme ?? DEFAULT_SCHEME;
  const groups = card !== null && card.types === null ? GROUP_CODES : [];
  return [...groups, ...Object.keys(scheme.groups), UNIDENTIFIED];
}

/** What the model calls a cell, by its place in the columns; `null` if it has not seen it or does not know it. */
export function calledCode({ gallery, card }: ShownCase, at: number): string | null {
  const call = CALLS[gallery.called[at]!]!;
  if (call === 'none' || call === 'unknown') return null;
  const type = gallery.types[gallery.typeIndex[at]!];
  if (type !== undefined) return type;
  return card === null ? null : groupOfCall(call);
}

/** Cells referred to a person are atypical as the threshold has it. */
export function groupOfCall(call: 'typical' | 'atypical' | 'referred'): 'typical' | 'atypical' {
  return call === 'typical' ? 'typical' : 'atypical';
}

/** What people decided: the adjudication before the first reading before the second; `null` where nobody did. */
export function decidedCode({ gallery }: ShownCase, at: number): string | null {
  return gallery.adjudication[at] ?? gallery.review[at] ?? gallery.second[at] ?? null;
}

import type { CaseRow, Reading } from '../store/rows.ts';
import { CALLS as STORED_CALLS } from '../store/rows.ts';
import type { Answer } from './api/all-operations.ts';
import { CALLS } from './api/cells.ts';
import type { Caller } from './handlers.ts';
import { calledCode, type ShownCase } from './shown-case.ts';

/** Digits of a probability that a gallery can show. */
const DIGITS = 1e5;

/** Readings that a person must not see yet: in a blinded case that is open, those of the other reader. */
export function hiddenReadings(
  { blinded, state, secondReaderId }: Pick<CaseRow, 'blinded' | 'state' | 'secondReaderId'>,
  { userId }: Caller,
): ReadonlySet<Reading> {
  if (!blinded || state === 'signed' || secondReaderId === null) return new Set();
  return new Set(userId === secondReaderId ? ['first'] : ['second']);
}

/** The cells of a case in columns, as this person may see them. */
export function cellColumns(shown: ShownCase, caller: Caller): Answer<'getCells'> {
  const { gallery, codes, hidesModel, row } = shown;
  const hidden = hiddenReadings(row, caller);
  const places = new Map(codes.map((code, at) => [code, at]));
  const index = (code: string | null | undefined) => (code == null ? -1 : (places.get(code) ?? -1));
  const { count } = gallery;
  const each = <Value>(value: (at: number) => Value) => Array.from({ length: count }, (_, at) => value(at));
  const ofReading = (reading: Reading, column: readonly (string | null)[]) =>
    hidden.has(reading) ? each(() => -1) : column.map(index);
  return {
    version: gallery.version,
    count,
    codes: [...codes],
    numbers: [...gallery.numbers],
    imageHashes: gallery.imageHashes,
    type: each((at) => (hidesModel ? -1 : index(calledCode(shown, at)))),
    probability: each((at) => (hidesModel ? null : rounded(gallery.probability[at]!))),
    called: each((at) => (hidesModel ? -1 : indexOfCall(STORED_CALLS[gallery.called[at]!]!))),
    uncertainty: each((at) => (hidesModel ? null : rounded(uncertainty(shown, at)))),
    review: ofReading('first', gallery.review),
    second: ofReading('second', gallery.second),
    adjudication: ofReading('adjudication', gallery.adjudication),
    comments: [...gallery.comments],
  };
}

/** −1 for a cell that the model has not seen. */
function indexOfCall(call: (typeof STORED_CALLS)[number]): number {
  return call === 'none' ? -1 : CALLS.indexOf(call);
}

function rounded(value: number): number | null {
  return Number.isNaN(value) ? null : Math.round(value * DIGITS) / DIGITS;
}

/**
 * How near a call was to be another: 1 at the model's threshold, falling to 0 with the distance from it in log odds; NaN
 * where there is no call.
 */
function uncertainty({ gallery, card }: ShownCase, at: number): number {
  const probability = gallery.probability[at]!;
  if (Number.isNaN(probability) || card === null) return Number.NaN;
  return 1 / (1 + Math.abs(logit(probability) - logit(card.threshold.threshold)));
}

function logit(probability: number): number {
  const within = Math.min(Math.max(probability, 1e-9), 1 - 1e-9);
  return Math.log(within / (1 - within));
}

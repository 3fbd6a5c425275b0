import type { Scheme } from '../cells/scheme.ts';
import { PatientJudge } from '../classify/patient-judge.ts';
import { clopperPearson } from '../evaluation/rate.ts';
import { CALLS, UNIDENTIFIED } from '../store/rows.ts';
import type { Answer } from './api/all-operations.ts';
import { calledCode, decidedCode, GROUP_CODES, groupOfCall, type ShownCase } from './shown-case.ts';

export type Figures = Answer<'getSummary'>['afterReview'];

interface Counted {
  typical: number;
  atypical: number;
  referred: number;
  readonly byCode: Map<string, number>;
}

/** The model's calls in figures; `null` before the first classification. */
export function figuresOfModel(shown: ShownCase): Figures | null {
  const { card, scheme } = shown;
  if (card === null) return null;
  const counted = newCount();
  for (let at = 0; at < shown.gallery.count; at++) addCall(counted, shown, at);
  return figures(counted, { scheme, judge: new PatientJudge(card), hasTypes: card.types !== null });
}

/** With every decision of a person in place of the model's call; of a case that hides the model the decisions alone. */
export function figuresAfterReview(shown: ShownCase): Figures {
  const { card, scheme, hidesModel } = shown;
  const counted = newCount();
  for (let at = 0; at < shown.gallery.count; at++) {
    const decided = decidedCode(shown, at);
    if (decided !== null) addCode(counted, decided, scheme);
    else if (!hidesModel) addCall(counted, shown, at);
  }
  const hasTypes = card === null || card.types !== null;
  // How often a person errs is not known: nothing is adjusted.
  const judge = new PatientJudge({ scheme, types: hasTypes ? [] : null });
  return figures(counted, { scheme, judge, hasTypes });
}

function newCount(): Counted {
  return { typical: 0, atypical: 0, referred: 0, byCode: new Map() };
}

function addCall(counted: Counted, shown: ShownCase, at: number): void {
  const call = CALLS[shown.gallery.called[at]!]!;
  if (call === 'none' || call === 'unknown') return;
  counted[groupOfCall(call)] += 1;
  if (call === 'referred') counted.referred += 1;
  tally(counted, calledCode(shown, at)!);
}

function addCode(counted: Counted, code: string, scheme: Scheme): void {
  if (code === UNIDENTIFIED) return;
  const group = GROUP_CODES.find((one) => one === code) ?? scheme.groups[code];
  if (group === 'typical' || group === 'atypical') counted[group] += 1;
  tally(counted, code);
}

function tally({ byCode }: Counted, code: string): void {
  byCode.set(code, (byCode.get(code) ?? 0) + 1);
}

interface Judging {
  readonly scheme: Scheme;
  readonly judge: PatientJudge;
  readonly hasTypes: boolean;
}

function figures({ byCode, ...counts }: Counted, { scheme, judge, hasTypes }: Judging): Figures {
  const types = [...byCode].map(([code, n]) => ({ code, n }));
  const { share, blasts } = judge.patient({ patient: null, ...counts }, types);
  return { atypical: share, blasts, differential: hasTypes ? differentialOf(byCode, scheme) : null };
}

function differentialOf(byCode: ReadonlyMap<string, number>, scheme: Scheme): Figures['differential'] {
  const cells = [...byCode.values()].reduce((sum, n) => sum + n, 0);
  return Object.entries(scheme.groups).map(([code, group]) => ({
    ...{ code, group },
    share: clopperPearson(byCode.get(code) ?? 0, cells),
  }));
}

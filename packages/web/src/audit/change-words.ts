import type { Language } from 'leukoscope/browser';
import type { AuditEntry } from '../api/types.ts';
import { timeText } from '../base/format.ts';
import { CHANGE_TEXTS } from './change-texts.ts';

/** As much of an id or a hash as tells it from others at a glance. */
const SHOWN = 8;
const HASH = /^[0-9a-f]{64}$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** What was done; of a newer server's action its code. */
export function actionText(action: string, language: Language): string {
  return CHANGE_TEXTS[language].actions[action] ?? action;
}

export interface SubjectWords {
  readonly text: string;
  /** The page that shows it, which may be gone since; `null` where none does. */
  readonly href: string | null;
}

/** What it was done to. */
export function subjectWords(
  { subjectKind, subjectId }: Pick<AuditEntry, 'subjectKind' | 'subjectId'>,
  language: Language,
): SubjectWords {
  const texts = CHANGE_TEXTS[language];
  const [id = '', number = ''] = subjectId.split('/');
  const short = id.slice(0, SHOWN);
  if (subjectKind === 'cell') return { text: texts.cellOf(number, short), href: `/cases/${id}` };
  // A backup's id is the name of its folder, which is read as it is.
  const shown = subjectKind === 'store' ? subjectId : short;
  const text = `${texts.subjects[subjectKind] ?? subjectKind} ${shown}`.trim();
  const folder = { case: 'cases', model: 'models' }[subjectKind];
  return { text, href: folder === undefined ? null : `/${folder}/${id}` };
}

/** One side of a change, part by part. */
export function changeWords(side: unknown, language: Language): readonly (readonly [part: string, value: string])[] {
  if (typeof side !== 'object' || side === null) return [];
  const { parts } = CHANGE_TEXTS[language];
  return Object.entries(side).map(([part, value]) => [parts[part] ?? part, valueText(value, language)]);
}

function valueText(value: unknown, language: Language): string {
  const texts = CHANGE_TEXTS[language];
  if (value === null) return '—';
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (Array.isArray(value)) return value.map((one) => valueText(one, language)).join(', ');
  if (typeof value !== 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (HASH.test(value)) return texts.hash(value.slice(0, SHOWN));
  if (ID.test(value)) return value.slice(0, SHOWN);
  if (TIME.test(value)) return timeText(value, language);
  return texts.values[value] ?? value;
}

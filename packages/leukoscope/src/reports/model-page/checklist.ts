import type { Language } from '../../errors/entry.ts';
import type { FactName, Facts } from './facts.ts';

/** Who can answer what the program cannot. */
export type Who = 'authors' | 'collectors' | 'annotators' | 'users' | 'test' | 'external-test';

/** An item of a published checklist, its subject in words of ours. */
export interface ChecklistItem {
  /** As published: `7`, `12a`. */
  readonly number: string;
  readonly en: string;
  readonly es: string;
  /** Facts that answer it; where one of them is not known, the answer is not whole. */
  readonly facts: readonly FactName[];
  /** Who adds what the program cannot know; absent where the facts are the whole answer. */
  readonly rest?: Who;
  /** Who answers where a fact is not known; `rest` unless given, else the authors. */
  readonly otherwise?: Who;
}

interface Answering extends Pick<ChecklistItem, 'rest' | 'otherwise'> {
  readonly facts?: readonly FactName[];
}

/** An item, and what answers it: unless told, nothing the program knows. */
export function item(number: string, en: string, es: string, { facts = [], ...who }: Answering = {}): ChecklistItem {
  return { number, en, es, facts, ...who };
}

export interface Checklist {
  readonly name: string;
  /** Where the items stand as published. */
  readonly source: string;
  readonly items: readonly ChecklistItem[];
}

export interface AnsweredItem {
  readonly number: string;
  readonly item: string;
  /** `part`: someone has to add to it; `open`: the program knows nothing of it. */
  readonly state: 'answered' | 'part' | 'open';
  /** What is known; empty where nothing is. */
  readonly answer: string;
  /** Who has to fill in the rest; `null` where nothing is left. */
  readonly by: Who | null;
}

/** The items answered by what is known, and by nothing else. */
export function answered({ items }: Checklist, facts: Facts, language: Language): AnsweredItem[] {
  return items.map((item) => {
    const found = item.facts.flatMap((name) => facts[name] ?? []);
    const missing = item.otherwise ?? item.rest ?? 'authors';
    const known = found.length > 0;
    const by = known && found.length === item.facts.length ? (item.rest ?? null) : missing;
    return {
      number: item.number,
      item: item[language],
      state: !known ? 'open' : by === null ? 'answered' : 'part',
      answer: [...new Set(found)].join(' '),
      by,
    };
  });
}

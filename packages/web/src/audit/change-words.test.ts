import { describe, expect, it } from 'vitest';
import { actionText, changeWords, subjectWords } from './change-words.ts';

const ID = '77c41510-65ae-4cf9-90c6-934b76f83a77';

describe('an entry of the audit trail in words', () => {
  it('says what was done, and a code that it does not know as it is', () => {
    expect([actionText('case.second-reader', 'en'), actionText('case.sign', 'es')]).toEqual([
      'second reader changed',
      'caso firmado',
    ]);
    expect(actionText('case.frozen', 'en')).toBe('case.frozen');
  });

  it('leads to the case, cell or model that it was done to', () => {
    const cell = { subjectKind: 'cell', subjectId: `${ID}/12` };
    expect(subjectWords(cell, 'en')).toEqual({ text: 'cell 12 of case 77c41510', href: `/cases/${ID}` });
    expect(subjectWords({ subjectKind: 'model', subjectId: ID }, 'es').href).toBe(`/models/${ID}`);
    expect(subjectWords({ subjectKind: 'user', subjectId: ID }, 'en')).toEqual({ text: 'user 77c41510', href: null });
    expect(subjectWords({ subjectKind: 'store', subjectId: '2026-11-28-a' }, 'en').text).toBe(
      'everything 2026-11-28-a',
    );
  });

  it('tells each part of a change, ids and hashes by their beginning', () => {
    const side = {
      reading: 'second',
      typeCode: null,
      review: ID,
      name: 'a'.repeat(64),
      password: true,
      cases: [ID, ID],
    };
    expect(changeWords(side, 'en')).toEqual([
      ['reading', 'second'],
      ['type', '—'],
      ['decision', '77c41510'],
      ['name', 'hash aaaaaaaa…'],
      ['password', 'yes'],
      ['cases', '77c41510, 77c41510'],
    ]);
    expect(changeWords({ role: 'admin', odd: { a: 1 } }, 'es')).toEqual([
      ['papel', 'administrador'],
      ['odd', '{"a":1}'],
    ]);
    expect(changeWords(null, 'en')).toEqual([]);
  });
});

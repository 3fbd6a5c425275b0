import { describe, expect, it } from 'vitest';
import { commandOf } from './gallery-keys.ts';
import { codesByKey, decisionChoices } from './type-keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const TYPES = [
  { code: 'NGS', name: { en: 'n', es: 'n' }, group: 'typical', lineage: '', maturity: '', key: 'N' },
  { code: 'UUU', name: { en: 'u', es: 'u' }, group: 'typical', lineage: '', maturity: '', key: 'u' },
  { code: 'ZZZ', name: { en: 'z', es: 'z' }, group: 'atypical', lineage: '', maturity: '', key: null },
] as const;
const UNIDENTIFIED = { en: 'unidentified', es: 'no identificada' };
const CHOICES = decisionChoices(TYPES, { unidentified: UNIDENTIFIED, groups: null });
const CODES = codesByKey(CHOICES);

describe('keys', () => {
  it('leave the decision that a cell cannot be told a key that no type has', () => {
    expect(CHOICES.map(({ code, key }) => [code, key])).toEqual([
      ['NGS', 'n'],
      ['UUU', 'u'],
      ['ZZZ', null],
      ['unidentified', '0'],
    ]);
  });

  it('are there for the groups where a model tells no types apart, and taken from no type', () => {
    const groups = { atypical: { en: 'atypical', es: 'atípica' }, typical: { en: 'typical', es: 'típica' } };
    const taken = { ...TYPES[0], code: 'AAA', key: 'A' } as const;
    const choices = decisionChoices([...TYPES, taken], { unidentified: UNIDENTIFIED, groups });
    expect(choices.map(({ code, key }) => [code, key])).toEqual([
      ['atypical', 'z'],
      ['typical', 's'],
      ['NGS', 'n'],
      ['UUU', 'u'],
      ['ZZZ', null],
      ['AAA', 'a'],
      ['unidentified', '0'],
    ]);
  });

  it.each([
    ['n', {}, { kind: 'decide', code: 'NGS' }],
    ['N', { shiftKey: true }, { kind: 'decide', code: 'NGS' }],
    ['0', {}, { kind: 'decide', code: 'unidentified' }],
    ['n', { ctrlKey: true }, null],
    ['n', { altKey: true }, null],
    ['k', {}, null],
    ['Enter', {}, { kind: 'confirm' }],
    ['ArrowDown', { shiftKey: true }, { kind: 'move', move: 'down', extend: true }],
    ['Home', {}, { kind: 'move', move: 'row-start', extend: false }],
    ['Home', { ctrlKey: true }, { kind: 'move', move: 'first', extend: false }],
    ['z', { ctrlKey: true }, { kind: 'undo' }],
    ['Z', { ctrlKey: true, shiftKey: true }, { kind: 'redo' }],
    ['y', { metaKey: true }, { kind: 'redo' }],
    ['+', {}, { kind: 'zoom', by: 1 }],
    ['Tab', {}, null],
  ])('%s with %j', (key, modifiers, command) => {
    expect(commandOf({ key, ...plain, ...modifiers }, CODES)).toEqual(command);
  });
});

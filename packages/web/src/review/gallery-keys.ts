import type { Move } from './grid-layout.ts';

/** What a key does in the gallery. */
export type Command =
  | { readonly kind: 'move'; readonly move: Move; readonly extend: boolean }
  | { readonly kind: 'decide'; readonly code: string }
  | { readonly kind: 'zoom'; readonly by: 1 | -1 }
  | { readonly kind: SimpleCommand };

export const SIMPLE_COMMANDS = [
  'toggle',
  'select-all',
  'clear',
  'confirm',
  'take-back',
  'undo',
  'redo',
  'details',
  'saliency',
  'nearest',
  'help',
] as const;
export type SimpleCommand = (typeof SIMPLE_COMMANDS)[number];

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MOVES: Readonly<Record<string, readonly [plain: Move, withControl: Move]>> = {
  ArrowLeft: ['left', 'row-start'],
  ArrowRight: ['right', 'row-end'],
  ArrowUp: ['up', 'first'],
  ArrowDown: ['down', 'last'],
  Home: ['row-start', 'first'],
  End: ['row-end', 'last'],
  PageUp: ['page-up', 'first'],
  PageDown: ['page-down', 'last'],
};

/** Signs rather than letters and digits, which stand for types. */
const SIGNS: Readonly<Record<string, SimpleCommand>> = {
  ' ': 'toggle',
  Escape: 'clear',
  Enter: 'confirm',
  Backspace: 'take-back',
  Delete: 'take-back',
  '/': 'details',
  '.': 'saliency',
  ',': 'nearest',
  '?': 'help',
};

const WITH_CONTROL: Readonly<Record<string, SimpleCommand>> = { a: 'select-all', z: 'undo', y: 'redo' };

/** @param codes of the types by the key that stands for each, in lower case. */
export function commandOf(pressed: PressedKey, codes: ReadonlyMap<string, string>): Command | null {
  if (pressed.altKey) return null;
  const control = pressed.ctrlKey || pressed.metaKey;
  const move = MOVES[pressed.key];
  if (move !== undefined) return { kind: 'move', move: move[control ? 1 : 0], extend: pressed.shiftKey };
  const key = pressed.key.toLowerCase();
  if (control) {
    const kind = pressed.shiftKey && key === 'z' ? 'redo' : WITH_CONTROL[key];
    return kind === undefined ? null : { kind };
  }
  if (pressed.key === '+' || pressed.key === '-') return { kind: 'zoom', by: pressed.key === '+' ? 1 : -1 };
  const sign = SIGNS[pressed.key];
  if (sign !== undefined) return { kind: sign };
  const code = codes.get(key);
  return code === undefined ? null : { kind: 'decide', code };
}

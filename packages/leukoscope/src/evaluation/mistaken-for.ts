import type { TypeEvaluation } from './type-confusion.ts';

/** The other type that cells of a type are called most often, of equal ones the first; `null` where none is mistaken. */
export function mistakenFor(
  { types, counts }: Pick<TypeEvaluation, 'types' | 'counts'>,
  truth: number,
): { readonly code: string; readonly n: number } | null {
  let most: { code: string; n: number } | null = null;
  for (const [called, n] of counts[truth]!.entries()) {
    if (called !== truth && n > (most?.n ?? 0)) most = { code: types[called]!.code, n };
  }
  return most;
}

/** What the process ends with; DESIGN.md "Exit codes". */
export const EXIT = {
  done: 0,
  ourFault: 1,
  wrongUse: 2,
  badInput: 3,
  refused: 4,
  machine: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One sentence, "what failed: got X, expected Y (where)", and what to do about it. */
export interface ErrorText {
  readonly message: string;
  readonly hint: string;
}

/** One kind of error: data first, its two texts second, so that no language can be forgotten. */
export interface ErrorEntry<Details> {
  readonly exitCode: ExitCode;
  readonly httpStatus: number;
  readonly en: (details: Details) => ErrorText;
  readonly es: (details: Details) => ErrorText;
}

/** Declares a kind of error; the type of its details is read off the English text. */
export function entry<Details>(declared: ErrorEntry<Details>): ErrorEntry<Details> {
  return declared;
}

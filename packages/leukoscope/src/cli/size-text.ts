import type { Language } from '../errors/entry.ts';
import { numberFormat } from '../errors/wording.ts';

const UNITS = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;

/** `35.5 MB` in powers of ten, as publishers count. */
export function sizeText(bytes: number, language: Language): string {
  const [unit, size] = unitOf(bytes);
  return `${number(language)(bytes / size)} ${unit}`;
}

/** `1.52/35.5 MB`: how much of a size, in the unit of the whole. */
export function partOfSizeText({ done, total }: { done: number; total: number }, language: Language): string {
  const [unit, size] = unitOf(total);
  const format = number(language);
  return `${format(done / size)}/${format(total / size)} ${unit}`;
}

function unitOf(bytes: number): readonly [unit: string, bytes: number] {
  return UNITS.find(([, least]) => bytes >= least) ?? ['bytes', 1];
}

function number(language: Language): (value: number) => string {
  return numberFormat(language, { maximumSignificantDigits: 3 });
}

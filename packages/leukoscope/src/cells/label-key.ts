/**
 * What is left of a label when case, accents and everything between letters and digits is dropped, so that
 * `Neutrophil (band)`, `neutrophil_band` and `NEUTROPHIL BAND` are one.
 */
export function labelKey(label: string): string {
  return label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
}

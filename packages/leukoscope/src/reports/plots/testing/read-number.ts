const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The number that a label of a picture says: `−0.95`, `12 400`, `3.4 × 10⁻⁵`. */
export function readNumber(label: string): number {
  const plain = label.replaceAll('\u202F', '').replace(/−/g, '-');
  const power = /^(-?)(?:([\d.]+) × )?10([⁻⁰¹²³⁴-⁹]+)$/.exec(plain);
  if (power === null) return Number(plain);
  const [, sign = '', factor = '1', exponent = ''] = power;
  const digits = exponent.replace('⁻', '-').replace(/[^-]/g, (digit) => String(SUPERSCRIPTS.indexOf(digit)));
  return Number(`${sign}${factor}e${digits}`);
}

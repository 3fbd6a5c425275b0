import { GIVEN_NAMES } from './given-names.ts';

/** What in a name may tell who a person is, most telling first. */
export const NAME_KINDS = ['person-name', 'record-number', 'date', 'barcode'] as const;
export type NameKind = (typeof NAME_KINDS)[number];

/** Words that announce a number of a person or a case, in English and Spanish. */
const RECORD =
  /(?<![a-z])(?:acc(?:ession)?|case|caso|curp|dni|dob|episodio|exp(?:ediente)?|fnac|hc|mrn|nhc|nhs|nss|order|orden|ssn)[-_. #:]*(?:no|nr|num)?[-_. #:]*\d[\d-]{3,}(?![a-z])/iu;
/** As pathology numbers its cases: a letter or two, the year, a hyphen, a number (`S21-12345`, `HB 2019-00452`). */
const CASE = /(?<![a-z0-9])[a-z]{1,2}[- ]?(?:\d\d|20\d\d)-\d{4,6}(?![\da-z])/iu;
const DATED =
  /(?<!\d)(?:(?:19|20)\d\d([-_. ])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])([-_. ])(?:0[1-9]|1[0-2])\2(?:19|20)\d\d)(?!\d)/u;
const DIGITS = /(?<![\da-z])\d{8,14}(?![\da-z])/giu;
/** As on slide labels: so many digits, before them up to three letters. */
const BARCODE = /(?<![\da-z])(?!img|dsc|pic)[a-z]{0,3}(\d{9,14})(?![\da-z])/giu;
const COMPACT_DATE =
  /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)$/;
/** Seconds or milliseconds since 1970, as programs number what they write. */
const TIME_STAMP = /^1[0-9]{9}(?:[0-9]{3})?$/;
/** Below this, a long number is a short one filled up with zeros: a serial number of the data set. */
const LEAST_BARCODE_VALUE = 1e8;
/** Among so many names, so large a share of numbers that read as dates is no accident (of any eight digits 1 in 70 do). */
const DATES_AMONG = 0.5;

/**
 * What each name holds that may tell who a person is, `null` for most. Rather misses one than cries wolf: numbers without
 * a word or a form that says what they are must be as long as those on slide labels, and eight digits are a date only
 * where most of the names' eight-digit numbers are.
 *
 * @param names of files and folders, without the path
 */
export function identifyingNames(names: readonly string[]): (NameKind | null)[] {
  const eights = names.flatMap((name) => (name.match(DIGITS) ?? []).filter(({ length }) => length === 8));
  const dates = eights.filter((digits) => COMPACT_DATE.test(digits));
  const compactDates = dates.length > 0 && dates.length >= DATES_AMONG * eights.length;
  return names.map((name) => kindOf(name.replace(/\.[a-z][a-z0-9]{0,4}$/i, ''), compactDates));
}

function kindOf(name: string, compactDates: boolean): NameKind | null {
  if (hasPersonName(name)) return 'person-name';
  if (RECORD.test(name) || CASE.test(name)) return 'record-number';
  const numbers = name.match(DIGITS) ?? [];
  if (DATED.test(name) || (compactDates && numbers.some((digits) => COMPACT_DATE.test(digits)))) return 'date';
  return Array.from(name.matchAll(BARCODE), ([, digits = '']) => digits).some(isBarcode) ? 'barcode' : null;
}

function isBarcode(digits: string): boolean {
  return Number(digits) >= LEAST_BARCODE_VALUE && !TIME_STAMP.test(digits);
}

/** A given name beside another word, which a class folder or a column does not have. */
function hasPersonName(name: string): boolean {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    // `MariaLopez` is two words, `MARIA` one.
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}]+/u)
    .map((word) => word.toLowerCase());
  return words.some((word, at) => GIVEN_NAMES.has(word) && [words[at - 1], words[at + 1]].some(isSurnameLike));
}

/** What stands beside a given name in the names of a study's files, and is no surname. */
const NOT_SURNAMES: ReadonlySet<string> = new Set([
  'cell',
  'cells',
  'celula',
  'celulas',
  'image',
  'images',
  'copy',
  'data',
  'dataset',
  'label',
  'crop',
]);

function isSurnameLike(word: string | undefined): boolean {
  return word !== undefined && word.length >= 3 && !NOT_SURNAMES.has(word);
}

const TELLING_COLUMN =
  /^(?:(?:patient|paciente|first|last|given|family|full)[ _-]?name|name|nombres?|apellidos?|surname|dob|birth.*|date[ _-]?of[ _-]?birth|(?:fecha[ _-]?(?:de[ _-]?)?)?nac(?:imiento)?|mrn|nhc|curp|dni|ssn|nss|accession.*|address|direccion|phone|telefono|email)$/iu;

/** Columns of a manifest whose heading says that they tell who a person is. */
export function identifyingColumns(columns: readonly string[]): string[] {
  return columns.filter((column) => TELLING_COLUMN.test(column.trim()));
}

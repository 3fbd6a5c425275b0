import { nearest } from '../cells/nearest.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { SyntheticDatasetOptions } from './synthetic-dataset.ts';

const PREFIX = 'synthetic:';
const DEFAULTS = { patients: 40, cells: 2000, size: 128 } as const;
type Setting = keyof typeof DEFAULTS;
const SETTINGS = Object.keys(DEFAULTS) as readonly Setting[];

/** Largest seed: 32 bits. */
const MOST_SEED = 4_294_967_295;
/** A picture smaller than 32 px shows no cell; a set of 100,000 at 128 px is 5 GB. */
const LIMITS = {
  patients: [1, 1000],
  cells: [1, 100_000],
  size: [32, 512],
} as const satisfies Record<Setting, readonly [least: number, most: number]>;

/** Whether a data set argument asks for generated cells, rightly or wrongly written. */
export function isSyntheticArgument(text: string): boolean {
  return text.startsWith(PREFIX);
}

/**
 * Reads `synthetic:<seed>[,patients=N,cells=N,size=N]`: 40 patients, 2,000 cells in all and 128 px unless said, and no
 * more patients than cells.
 *
 * @throws LeukoscopeError `synthetic.bad-seed`, `synthetic.unknown-setting`, `synthetic.repeated-setting`,
 * `synthetic.bad-setting`.
 */
export function parseSyntheticArgument(given: string): SyntheticDatasetOptions {
  const [seedText = '', ...parts] = given.slice(PREFIX.length).split(',');
  const seed = wholeNumber(seedText);
  if (seed === null || seed > MOST_SEED) {
    throw new LeukoscopeError('synthetic.bad-seed', { given, value: seedText, most: MOST_SEED });
  }
  const settings = new Map<Setting, number>();
  for (const part of parts) {
    const [name, value] = parseSetting(part, given);
    if (settings.has(name)) throw new LeukoscopeError('synthetic.repeated-setting', { given, name });
    settings.set(name, value);
  }
  const cells = settings.get('cells') ?? DEFAULTS.cells;
  const patients = settings.get('patients') ?? Math.min(DEFAULTS.patients, cells);
  if (patients > cells) {
    throw new LeukoscopeError('synthetic.bad-setting', {
      ...{ given, name: 'cells', value: String(cells), least: patients, most: LIMITS.cells[1] },
    });
  }
  return { seed, patients, cells, sizePx: settings.get('size') ?? DEFAULTS.size };
}

function parseSetting(part: string, given: string): [Setting, number] {
  const at = part.indexOf('=');
  const name = (at < 0 ? part : part.slice(0, at)).trim();
  const setting = SETTINGS.find((known) => known === name);
  if (setting === undefined) {
    throw new LeukoscopeError('synthetic.unknown-setting', {
      ...{ given, name, known: SETTINGS, suggestion: nearest(name, SETTINGS) },
    });
  }
  const value = at < 0 ? '' : part.slice(at + 1);
  const number = wholeNumber(value);
  const [least, most] = LIMITS[setting];
  if (number === null || number < least || number > most) {
    throw new LeukoscopeError('synthetic.bad-setting', { given, name, value, least, most });
  }
  return [setting, number];
}

/** `null` for anything but decimal digits. */
function wholeNumber(text: string): number | null {
  const digits = text.trim();
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

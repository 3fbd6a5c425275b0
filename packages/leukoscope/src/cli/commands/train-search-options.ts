import type { Language } from '../../errors/entry.ts';
import { flag, integer, number, parsed, withDefault } from '../options.ts';

/** As the paper searched both. */
const PAPER_INTERVAL = [1e-5, 1e-2] as const;

type Interval = readonly [low: number, high: number];

const INTERVAL_EXPECTED = {
  en: 'two numbers above 0 with a comma between them, the lower one first (1e-5,1e-2)',
  es: 'dos números mayores que 0 separados por una coma, el menor primero (1e-5,1e-2)',
};

function parseInterval(given: string): Interval | undefined {
  const ends = given.split(',').map((end) => number('end', { above: 0 }).parse(end) as number | undefined);
  const [low, high] = ends;
  return ends.length === 2 && low !== undefined && high !== undefined && low <= high ? [low, high] : undefined;
}

const interval = () => withDefault(parsed('low,high', INTERVAL_EXPECTED, parseInterval), PAPER_INTERVAL);

export const searchOptions = {
  search: flag(),
  searchTrials: withDefault(integer('n', { min: 2, max: 999 }), 16),
  searchKeep: withDefault(number('share', { above: 0, below: 1 }), 0.25),
  searchLr: interval(),
  searchDecay: interval(),
};

/** What says how to search, and without a search would do nothing. */
export const OF_SEARCH = ['searchTrials', 'searchKeep', 'searchLr', 'searchDecay'] as const;

/** What a search finds by itself, or what would upset the epochs after which it compares trials. */
export const SEARCHED = ['lr', 'weightDecay', 'leastSteps'] as const;

export const SEARCH_OPTION_TEXTS: Readonly<Record<Language, Readonly<Record<keyof typeof searchOptions, string>>>> = {
  en: {
    search: 'find learning rate and weight decay by validation, then train with the best (a search of many trainings)',
    searchTrials: 'settings tried by the search',
    searchKeep: 'share of the trials that goes on each time the search compares them',
    searchLr: 'learning rates that the search draws from',
    searchDecay: 'weight decays that the search draws from',
  },
  es: {
    search:
      'buscar tasa de aprendizaje y decaimiento de pesos según la validación y entrenar con los mejores (una búsqueda de muchos entrenamientos)',
    searchTrials: 'ajustes que prueba la búsqueda',
    searchKeep: 'parte de los ensayos que sigue cada vez que la búsqueda los compara',
    searchLr: 'tasas de aprendizaje entre las que elige la búsqueda',
    searchDecay: 'decaimientos de pesos entre los que elige la búsqueda',
  },
};

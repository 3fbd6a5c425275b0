import type { Context } from 'hono';
import { LANGUAGES, type Language } from '../../errors/entry.ts';

/** The language that an address asks for, else the one that the client prefers; see `languageOf`. */
export function languageIn({ req }: Context): Language {
  const asked = LANGUAGES.find((language) => language === req.query('language'));
  return asked ?? languageOf(req.header('accept-language'));
}

/** The language a client prefers among ours, by the weights of its Accept-Language header; English if none is. */
function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
    return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
  });
  const known = wanted.filter(({ language, weight }) => LANGUAGES.some((one) => one === language) && weight > 0);
  const best = known.toSorted((a, b) => b.weight - a.weight)[0];
  return LANGUAGES.find((language) => language === best?.language) ?? 'en';
}

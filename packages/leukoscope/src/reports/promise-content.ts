import type { JudgedEvaluation } from '../classify/judge-evaluation.ts';
import type { PromiseInUse } from '../classify/promise-in-use.ts';
import type { Language } from '../errors/entry.ts';
import { judgedLines } from './judged-lines.ts';
import type { HtmlContent } from './markup/html.ts';
import { paragraph } from './page/page-parts.ts';
import { verdict } from './page/verdict.ts';
import { promiseLines } from './promise-lines.ts';
import { PROMISE_TEXTS } from './promise-texts.ts';

/** What a calibrated model promises of images; as a problem where the promise is withdrawn. Nothing of another model. */
export function promiseContent(promise: PromiseInUse | null, language: Language): HtmlContent[] {
  return promise === null ? [] : saidOf(promise, promiseLines(promise, language), language);
}

/** The same of a test, with what the promise came to in it. */
export function judgedContent(judged: JudgedEvaluation, language: Language): HtmlContent[] {
  const { promise } = judged;
  return promise === null ? [] : saidOf(promise, judgedLines(judged, language), language);
}

function saidOf({ withdrawn }: PromiseInUse, lines: readonly string[], language: Language): HtmlContent[] {
  const content = lines.map((line) => paragraph(line));
  return withdrawn ? [verdict({ language, level: 'bad', title: PROMISE_TEXTS[language].withdrawn, content })] : content;
}

import type { Language } from '../../errors/entry.ts';
import type { HtmlContent } from '../../reports/markup/html.ts';
import { paragraph } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { verdict } from '../../reports/page/verdict.ts';
import { type FigureName, POLARITIES, type Polarity, type PolarName } from '../paper/experiment-figures.ts';
import { valueText } from './figure-text.ts';
import { POLARITY_TEXTS } from './polarity-texts.ts';
import { printedOf } from './result-rows.ts';
import { RESULTS_TEXTS } from './results-tables-texts.ts';
import { WORDS } from './words.ts';

const NAMES = ['typicalRecognised', 'atypicalFound', 'typicalCalledAtypical', 'atypicalMissed'] as const;

/** What the paper counts as positive, and what each of its words is in the clinic. */
export function polarityContent(language: Language): HtmlContent[] {
  const texts = POLARITY_TEXTS[language];
  const words = WORDS[language];
  const examples = [12, 14].map(printedOf);
  return [
    verdict({
      language,
      level: 'caution',
      title: texts.title,
      content: texts.explanation.map((text) => paragraph(text)),
    }),
    pageTable({
      caption: texts.caption,
      columns: [
        { heading: texts.what, align: 'left' },
        { heading: texts.inPaper, align: 'left' },
        { heading: texts.inClinic, align: 'left' },
        ...examples.map(({ experiment: { id } }) => ({ heading: texts.printed(id), align: 'right' as const })),
      ],
      rows: NAMES.map((name) => [
        words.figures[name],
        polarName(name, 'paper', language),
        polarName(name, 'clinical', language),
        ...examples.map(({ figures }) => valueText(name, figures[name])),
      ]),
    }),
    paragraph(texts.elsewhere),
  ];
}

/** What a figure is called in one polarity. */
function polarName(name: FigureName, polarity: Polarity, language: Language): string {
  const names = Object.entries(POLARITIES[polarity]) as [PolarName, FigureName][];
  const found = names.find(([, figure]) => figure === name);
  if (found === undefined) throw new RangeError(`${name} has the same name in both polarities`);
  return RESULTS_TEXTS[language].polar[found[0]];
}

import { type HtmlContent, type HtmlElement, html } from '../../reports/markup/html.ts';
import { factList, paragraph, remark } from '../../reports/page/page-parts.ts';
import { verdict } from '../../reports/page/verdict.ts';
import { complement, intervalText, percentText, shareText } from '../../reports/plots/interval-text.ts';
import { fewPatients, type QuotedName, quoted } from '../../reports/plots/quoted-figure.ts';
import { limits, syntheticStamp } from '../../reports/report-parts.ts';
import { isNotPretrained, type OurFigures, ourExperiments } from '../our-figures.ts';
import { bestModel } from '../paper/model-groups.ts';
import { PAPER_EXPERIMENTS } from '../paper/paper-experiments.ts';
import { PRINTED_TYPES } from '../paper/printed-tables.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { judgedClaims, witnesses } from './claims-section.ts';
import { LEAD_TEXTS } from './lead-texts.ts';
import { WORDS } from './words.ts';

const FACTS: readonly QuotedName[] = ['sensitivity', 'specificity', 'rocAuc', 'accuracy'];

/** The first screen: what was tested, on whom, how many atypical cells were missed, and what the tool is not for. */
export function reproductionLead(report: ReproductionReport): HtmlContent[] {
  const { language, synthetic, dataset } = report;
  const texts = LEAD_TEXTS[language];
  return [
    ...syntheticStamp(language, synthetic),
    ...shortenedStamp(report),
    missedVerdict(report),
    paragraph([texts.data(dataset), texts.paperData(isPapersData(report) ? null : typicalShare(dataset))].join(' ')),
    paragraph([texts.done(doneCounts(report)), ...notPretrainedText(report)].join(' ')),
    paragraph(texts.polarity, ' ', html('a', { href: '#polarity' }, [texts.polarityLink])),
    ...bestFacts(report),
    ...claimsSummary(report),
  ];
}

function shortenedStamp({ language, epochsFactor }: ReproductionReport): HtmlElement[] {
  if (epochsFactor === 1) return [];
  const texts = LEAD_TEXTS[language];
  const content = [paragraph(texts.shortenedContent)];
  return [verdict({ language, level: 'bad', title: texts.shortened(epochsFactor), content })];
}

/** The best of those tested on patients never seen, or of those tested by image. */
function leadingModel(report: ReproductionReport): OurFigures | null {
  return bestModel(ourExperiments(report, 'patient')) ?? bestModel(ourExperiments(report, 'image'));
}

function missedVerdict(report: ReproductionReport): HtmlElement {
  const { language } = report;
  const texts = LEAD_TEXTS[language];
  const best = leadingModel(report);
  const content = [limits(language)];
  if (best === null) return verdict({ language, level: 'caution', title: texts.nothing, content });
  const { test, splitBy } = best.run;
  if (test.positive === 0) return verdict({ language, level: 'caution', title: texts.noAtypical, content });
  const missed = complement(quoted(test, 'sensitivity'));
  const title = texts.missed({
    ...{ missed: test.confusion.fn, atypical: test.positive, share: percentText(missed.value) },
    interval: intervalText(missed, percentText),
    level: test.sensitivity.level,
    experiment: WORDS[language].run(best.run),
    splitBy,
  });
  return verdict({ language, level: 'caution', title, content });
}

/** Whether the data set has the paper's numbers of typical and atypical cells. */
function isPapersData({ dataset }: ReproductionReport): boolean {
  return (['typical', 'atypical'] as const).every(
    (group) =>
      dataset[group] ===
      PRINTED_TYPES.filter((type) => type.group === group).reduce((sum, { images }) => sum + images, 0),
  );
}

/** Among the cells that take part, in [0, 1]. */
function typicalShare({ typical, atypical }: ReproductionReport['dataset']): number {
  return typical / Math.max(1, typical + atypical);
}

function doneCounts(report: ReproductionReport) {
  return {
    of: PAPER_EXPERIMENTS.length,
    image: report.splits.includes('image') ? ourExperiments(report, 'image').length : null,
    patient: report.splits.includes('patient') ? ourExperiments(report, 'patient').length : null,
    pending: report.pending.length,
  };
}

function notPretrainedText({ runs, language }: ReproductionReport): string[] {
  const count = runs.filter(isNotPretrained).length;
  return count === 0 ? [] : [LEAD_TEXTS[language].notPretrained(count)];
}

function bestFacts(report: ReproductionReport): HtmlContent[] {
  const { language } = report;
  const texts = LEAD_TEXTS[language];
  return (['patient', 'image'] as const).flatMap((splitBy) => {
    const best = bestModel(ourExperiments(report, splitBy));
    if (best === null) return [];
    const { test } = best.run;
    const few = fewPatients(test);
    const patients = test.bootstrap?.patients ?? null;
    return [
      html('h3', {}, [texts.best(splitBy, WORDS[language].run(best.run))]),
      factList(
        FACTS.map((name) => {
          const figure = quoted(test, name);
          return { label: texts.facts[name]!, value: shareText(figure.value), note: intervalText(figure) };
        }),
      ),
      remark(
        [texts.tested(test.n, test.positive, patients), ...(few === null ? [] : [texts.fewPatients(few)])].join(' '),
      ),
    ];
  });
}

function claimsSummary(report: ReproductionReport): HtmlElement[] {
  const texts = LEAD_TEXTS[report.language];
  const judged = judgedClaims(report);
  const counts = witnesses(report).map((witness) => {
    const verdicts = judged.map(({ judgements }) => judgements[witness]?.verdict);
    const count = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;
    return texts.claims(witness, { held: count('held'), not: count('not-held'), open: count('cannot-be-said') });
  });
  return [
    paragraph(
      texts.claimsIntro(judged.length),
      ' ',
      counts.join('; '),
      '. ',
      html('a', { href: '#claims' }, [texts.claimsLink]),
    ),
  ];
}

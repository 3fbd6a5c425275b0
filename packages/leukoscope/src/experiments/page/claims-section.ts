import type { Language } from '../../errors/entry.ts';
import { type HtmlContent, type HtmlElement, html } from '../../reports/markup/html.ts';
import { paragraph, remark } from '../../reports/page/page-parts.ts';
import { pageTable } from '../../reports/page/page-table.ts';
import { ourExperiments } from '../our-figures.ts';
import type { ClaimFact, FactName, Judgement } from '../paper/claim-rules.ts';
import { CLAIMS } from '../paper/claims.ts';
import { type FigureName, PRINTED_EXPERIMENTS } from '../paper/experiment-figures.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import { CLAIMS_TEXTS, type Witness } from './claims-texts.ts';
import { intervalOf, valueText } from './figure-text.ts';

export interface JudgedReading {
  readonly claim: (typeof CLAIMS)[number]['id'];
  readonly reading: (typeof CLAIMS)[number]['readings'][number]['id'];
  readonly judgements: Readonly<Partial<Record<Witness, Judgement>>>;
}

export function witnesses({ splits }: Pick<ReproductionReport, 'splits'>): Witness[] {
  return ['paper', ...(['image', 'patient'] as const).filter((split) => splits.includes(split))];
}

/** Each reading of each claim, judged by the paper's own figures and by ours. */
export function judgedClaims(report: ReproductionReport): JudgedReading[] {
  const known = witnesses(report).map(
    (witness) => [witness, witness === 'paper' ? PRINTED_EXPERIMENTS : ourExperiments(report, witness)] as const,
  );
  return CLAIMS.flatMap(({ id, readings }) =>
    readings.map((reading) => ({
      claim: id,
      reading: reading.id,
      judgements: Object.fromEntries(known.map(([witness, experiments]) => [witness, reading.judge(experiments)])),
    })),
  );
}

export function claimsContent(report: ReproductionReport): HtmlContent[] {
  const { language } = report;
  const texts = CLAIMS_TEXTS[language];
  const judged = judgedClaims(report);
  const blocks = new Map<number, HtmlContent>();
  for (const { id } of CLAIMS) {
    blocks.set(
      judged.findIndex(({ claim }) => claim === id),
      texts.claims[id],
    );
  }
  return [
    paragraph(texts.intro),
    pageTable({
      caption: texts.caption,
      columns: [
        { heading: texts.reading, align: 'left' },
        ...witnesses(report).map((witness) => ({ heading: texts.witnesses[witness], align: 'left' as const })),
      ],
      rows: judged.map(({ reading, judgements }) => [
        texts.readings[reading],
        ...witnesses(report).map((witness) => judgementCell(judgements[witness]!, language)),
      ]),
      blocks,
      isDense: true,
    }),
    ...texts.notes.map((note) => remark(note)),
  ];
}

/** A mark for each verdict, so that it takes no colour to tell them apart. */
const LOOKS = {
  held: { mark: '✓', look: 'good' },
  'not-held': { mark: '✗', look: 'bad' },
  'cannot-be-said': { mark: '?', look: 'caution' },
} as const;

function judgementCell(judgement: Judgement, language: Language): HtmlElement {
  const texts = CLAIMS_TEXTS[language];
  const { verdict, reason, isNarrow, isFinal, facts, missing, of } = judgement;
  const { mark, look } = LOOKS[verdict];
  const details = [
    ...(reason === null || reason === 'not-run' ? [] : [texts.reasons[reason]]),
    ...(isNarrow ? [texts.narrow] : []),
    ...factLines(facts, language),
    ...(isFinal ? [] : [texts.missing(missing.length, of)]),
  ];
  return html('div', {}, [
    html('span', { class: `held held-${look}` }, [`${mark} ${verdictText(judgement, language)}`]),
    ...details.map((detail) => html('div', { class: 'muted' }, [detail])),
  ]);
}

/** `held`, or `held so far` where experiments that are not done could change it. */
export function verdictText({ verdict, isFinal }: Judgement, language: Language): string {
  const { verdicts, soFar } = CLAIMS_TEXTS[language];
  return isFinal || verdict === 'cannot-be-said' ? verdicts[verdict] : soFar(verdicts[verdict]);
}

/** More figures are counted and not listed. */
const MOST_FACTS = 3;

/** `ID 14: 97.3% (96.8–97.8%)`, and the name of the figure where there are several. */
function factLines(facts: readonly ClaimFact[], language: Language): string[] {
  const texts = CLAIMS_TEXTS[language];
  const isOneName = new Set(facts.map(({ name }) => name)).size === 1;
  const lines = facts.slice(0, MOST_FACTS).map(({ id, name, figure }) => {
    const written = writtenAs(name);
    const interval = intervalOf(written, figure);
    const percent = written === 'typicalCalledAtypical' || written === 'atypicalMissed' ? '%' : '';
    const value = `${valueText(written, figure)}${percent}${interval === null ? '' : ` (${interval})`}`;
    return isOneName ? `ID ${id}: ${value}` : `ID ${id}, ${texts.factNames[name]}: ${value}`;
  });
  const more = facts.length - lines.length;
  return more > 0 ? [...lines, texts.more(more)] : lines;
}

/** Shares of a group are written as the figures that they are the rest of. */
function writtenAs(name: FactName): FigureName {
  if (name === 'calledAtypicalOfTypical') return 'typicalRecognised';
  return name === 'missedOfAtypical' ? 'atypicalFound' : name;
}

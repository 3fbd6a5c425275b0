import type { Language } from '../../errors/entry.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { figureText } from '../plots/interval-text.ts';
import { PROMISE_TEXTS } from '../promise-texts.ts';
import { REPORT_TEXTS } from '../report-texts.ts';
import type { FactTexts } from './fact-texts.ts';
import { FACT_TEXTS_EN } from './fact-texts-en.ts';
import { FACT_TEXTS_ES } from './fact-texts-es.ts';
import { type KnownOfModel, settingsOf } from './known-of-model.ts';
import { LIMIT_TEXTS } from './limit-texts.ts';
import { limitsOf } from './limits-of-model.ts';
import { isTest, quotedOfTest, type TestedFigures } from './tested-figures.ts';

const FACT_TEXTS: Readonly<Record<Language, FactTexts>> = { en: FACT_TEXTS_EN, es: FACT_TEXTS_ES };
/** Of the types with errors, those that are named. */
const MOST_TYPES_NAMED = 3;

/**
 * What is known of a model, each fact as sentences, or `null` where the program does not know it: the page shows them,
 * and the items of the checklists are answered with them.
 */
export function factsOf(known: KnownOfModel) {
  const { card, run, language, file, origin } = known;
  const { training, members, calibration, adaptation } = card;
  const site = adaptation?.levers.includes('labels') ? adaptation : null;
  const texts = FACT_TEXTS[language];
  const promise = calibration === undefined ? null : PROMISE_TEXTS[language].promise(calibration);
  const threshold = texts.threshold(card.threshold, site);
  const operatingPoint = promise === null ? threshold : `${threshold} ${promise}`;
  const cells = (['train', 'validation', 'test'] as const).map((part) => texts.part(part, training.cells[part]));
  return {
    intendedUse: texts.intendedUse,
    misuse: REPORT_TEXTS[language].limits.join(' '),
    users: texts.users,
    kind: texts.kind(namesOf(known), members?.length ?? null),
    input: texts.input(card.preprocessing),
    predictors: texts.predictors,
    output: texts.output(card),
    dataset: texts.dataset(training.dataset),
    reference: texts.reference(card.scheme),
    left: run && texts.left(run),
    missing: texts.missing,
    split: texts.split(training.split),
    counts: cells.join(' '),
    ...factsOfTraining(known, texts),
    ensemble: members === null ? texts.notAnEnsemble : texts.ensemble(members.length),
    ...{ threshold, promise, operatingPoint },
    reached: calibration === undefined ? null : texts.reached(card.threshold.reached),
    update: updateOf(card, { texts, operatingPoint }),
    temperature: card.temperature === undefined ? null : texts.temperature(card.temperature, site),
    measures: texts.measures,
    uncertainty: texts.uncertainty,
    predictionMethod: texts.predictionMethod,
    badInput: texts.badInput,
    explanations: texts.explanations,
    validation: card.validation && texts.validation(card.validation, calibration === undefined),
    ...factsOfTest(known, texts),
    software: texts.software(training.versions, training.device),
    artefact: texts.artefact(file.bytes),
    programAvailability: texts.programAvailability(origin.version),
    limits: limitsOf(known)
      .map((limit) => LIMIT_TEXTS[language](limit))
      .join(' '),
  };
}

/** What was changed since the training. */
function updateOf(
  { calibration, adaptation }: ModelCard,
  { texts, operatingPoint }: { readonly texts: FactTexts; readonly operatingPoint: string },
): string {
  const changes = [
    ...(adaptation === undefined ? [] : [texts.adapted(adaptation)]),
    ...(calibration === undefined ? [] : [operatingPoint]),
  ];
  return changes.length === 0 ? texts.notUpdated : changes.join(' ');
}

/** Of an ensemble those of each model, numbered in the order of its members, where they differ. */
function factsOfTraining({ card }: KnownOfModel, texts: FactTexts) {
  const trained = (card.members ?? [card]).map((model) => ({ ...model, settings: settingsOf(model) }));
  const told = (tell: (model: (typeof trained)[number]) => string | null): string | null => {
    const each = trained.map(tell);
    if (new Set(each).size === 1) return each[0]!;
    return each.flatMap((text, at) => (text === null ? [] : [`${at + 1}: ${text}`])).join(' ');
  };
  return {
    start: told(({ settings, training }) => (settings?.start ? texts.start(settings.start, training.seed) : null)),
    teaching: told(({ settings }) => (settings?.teaching ? texts.teaching(settings.teaching) : null)),
    training: told(({ settings, training }) => settings && texts.training(settings, training.epochs)),
    balance: told(({ settings }) => (settings?.balance ? texts.balance(settings.balance) : null)),
    selection: told(({ settings, training, network }) => {
      if (settings === null) return null;
      return isFitted(network) ? texts.fittedSelection : texts.selection(settings, training);
    }),
  };
}

/** All `null` without a test, and where the cells of it had a part in the model. */
function factsOfTest({ test, card }: KnownOfModel, texts: FactTexts) {
  if (test === null || !isTest(test)) {
    return { tested: null, testSet: null, internalTest: null, externalTest: null, failures: null };
  }
  const isSameData = test.about.dataset.dataHash === card.training.dataset.dataHash;
  const [sensitivity, specificity, rocAuc] = (['sensitivity', 'specificity', 'rocAuc'] as const).map((name) =>
    figureText(quotedOfTest(test, name)),
  );
  const tested = texts.tested(test, { sensitivity: sensitivity!, specificity: specificity!, rocAuc: rocAuc! });
  const testSet = texts.testSet(test, isSameData);
  return {
    ...{ tested, testSet },
    internalTest: isSameData ? tested : null,
    externalTest: isSameData ? null : `${testSet} ${tested}`,
    failures: texts.failures(test.confusion, missedMost(test)),
  };
}

export type Facts = ReturnType<typeof factsOf>;
export type FactName = keyof Facts;

/** Networks of the model, each once. */
function namesOf({ card: { network, members } }: KnownOfModel): string[] {
  return [...new Set(members === null ? [network.name] : members.map((member) => member.network.name))];
}

function isFitted(network: ModelCard['network']): boolean {
  return 'fitted' in network && network.fitted !== undefined;
}

/** `MYO (3 / 40)`: types with most of their cells missed. */
function missedMost({ byCellType }: TestedFigures): string[] {
  return byCellType
    .filter(({ group, calledAtypical: { numerator, denominator } }) => group === 'atypical' && numerator < denominator)
    .map(({ cellCode, calledAtypical: { numerator, denominator } }) => ({
      name: cellCode ?? '?',
      missed: denominator - numerator,
      denominator,
    }))
    .sort((a, b) => b.missed / b.denominator - a.missed / a.denominator)
    .slice(0, MOST_TYPES_NAMED)
    .map(({ name, missed, denominator }) => `${name} (${missed} / ${denominator})`);
}

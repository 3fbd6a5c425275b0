import { mcNemar } from '../../evaluation/comparison/mcnemar.ts';
import type { ExperimentFigures, FigureName, KnownFigure } from './experiment-figures.ts';
import { bestModel, inGroup, isTransfer, type ModelGroup } from './model-groups.ts';
import { PAPER_EXPERIMENTS, type PaperExperiment } from './paper-experiments.ts';

/** A figure, or what a share of a group leaves: its cells called wrongly. */
export type FactName = FigureName | 'calledAtypicalOfTypical' | 'missedOfAtypical';

/** A figure that a verdict rests on. */
export interface ClaimFact {
  readonly id: PaperExperiment['id'];
  readonly name: FactName;
  readonly figure: KnownFigure;
}

export interface Judgement {
  readonly verdict: 'held' | 'not-held' | 'cannot-be-said';
  /** Why it cannot be said: no run to say it of, printed digits that leave both possible, or a figure that is undefined. */
  readonly reason: 'not-run' | 'print' | 'undefined' | null;
  /** Whether the interval of what decides holds the limit, so that another sample could say otherwise. */
  readonly isNarrow: boolean;
  /** Whether no experiment that is not there could change it. */
  readonly isFinal: boolean;
  readonly facts: readonly ClaimFact[];
  /** Experiments that it is about. */
  readonly of: number;
  /** Those of them that are not there. */
  readonly missing: readonly PaperExperiment['id'][];
}

/** Judges what is known of some of the paper's experiments. */
export type Rule = (known: readonly ExperimentFigures[]) => Judgement;

export interface Limit {
  readonly name: FactName;
  readonly is: 'over' | 'at-most';
  /** A share in [0, 1]. */
  readonly limit: number;
}

type Selected = (experiment: PaperExperiment) => boolean;

/** What doubles make of equal shares. */
const ROUNDING = 1e-9;
/** A smaller probability of a difference by chance counts as a difference. */
const SIGNIFICANT = 0.05;
/** How far a difference that is stated in whole percent may stay below it. */
const HALF_PERCENT = 0.005;

/** Each of the models keeps the limit. The facts are those that do not, else the nearest to it. */
export function everyModel(selected: Selected, limit: Limit): Rule {
  return (known) => {
    const facts = known.filter(({ experiment }) => selected(experiment)).map((one) => factOf(one, limit.name));
    const about = aboutOf(known, selected);
    if (facts.length === 0) return notRun(about);
    const kept = facts.map((fact) => keeps(fact.figure, limit));
    const failing = facts.filter((_, at) => kept[at] === false);
    if (failing.length > 0)
      return {
        ...judged(false, failing, about),
        isNarrow: failing.every(({ figure }) => isCrossed(figure, limit)),
        isFinal: true,
      };
    if (kept.includes(null))
      return open(
        facts.filter((_, at) => kept[at] === null),
        about,
      );
    const nearest = facts.toSorted((a, b) => room(a.figure, limit) - room(b.figure, limit)).slice(0, 1);
    return { ...judged(true, nearest, about), isNarrow: facts.some(({ figure }) => isCrossed(figure, limit)) };
  };
}

/** The best of the models keeps all limits. */
export function bestKeeps(selected: Selected, limits: readonly Limit[]): Rule {
  return (known) => {
    const best = bestModel(known.filter(({ experiment }) => selected(experiment)));
    const about = aboutOf(known, selected);
    if (best === null) return notRun(about);
    const facts = limits.map(({ name }) => factOf(best, name));
    const kept = facts.map(({ figure }, at) => keeps(figure, limits[at]!));
    const crossed = facts.map(({ figure }, at) => isCrossed(figure, limits[at]!));
    if (kept.includes(false)) {
      const isNarrow = kept.every((is, at) => is !== false || crossed[at]!);
      return { ...judged(false, facts, about), isNarrow };
    }
    if (kept.includes(null)) return open(facts, about);
    return { ...judged(true, facts, about), isNarrow: crossed.includes(true) };
  };
}

/** Of all models at a size, one by transfer learning has the lowest figure, and that keeps the limit. */
export function lowestWithTransfer(sizePx: PaperExperiment['sizePx'], limit: Limit): Rule {
  return (known) => {
    const atSize: Selected = (experiment) => experiment.sizePx === sizePx;
    const here = known.filter(({ experiment }) => atSize(experiment));
    const transfer = lowest(here.filter(isTransfer), limit.name);
    const cnn = lowest(
      here.filter((one) => !isTransfer(one)),
      limit.name,
    );
    const about = aboutOf(known, atSize);
    if (transfer === null || cnn === null) return notRun(about);
    const facts = [transfer, cnn];
    const kept = [isLower(transfer.figure, cnn.figure), keeps(transfer.figure, limit)];
    if (kept.includes(false)) return judged(false, facts, about);
    return kept.includes(null) ? open(facts, about) : judged(true, facts, about);
  };
}

export interface Difference {
  readonly name: FigureName;
  readonly of: ModelGroup;
  readonly over: ModelGroup;
  /** Which it reaches where rounded to whole percent; negative: how much lower it may be. */
  readonly atLeast: number;
}

/** The best model of one group is better than the best of another by so much. Judged by the values as they stand. */
export function bestDiffer({ name, of, over, atLeast }: Difference): Rule {
  return (known) => {
    const [first, other] = [bestModel(inGroup(known, of)), bestModel(inGroup(known, over))];
    const about = aboutOf(known, (experiment) => isIn(experiment, of) || isIn(experiment, over));
    if (first === null || other === null) return notRun(about);
    const facts = [factOf(first, name), factOf(other, name)];
    const [a, b] = facts.map(({ figure }) => figure.value);
    if (typeof a !== 'number' || typeof b !== 'number') return open(facts, about);
    const least = atLeast > 0 ? atLeast - HALF_PERCENT : atLeast;
    return judged(a - b >= least - ROUNDING, facts, about);
  };
}

/**
 * One experiment has as many of both errors, or no further apart than chance makes them: mid-p of an equal share of both
 * among the errors at least 0.05.
 */
export function asManyErrors(id: PaperExperiment['id']): Rule {
  return (known) => {
    const one = known.find(({ experiment }) => experiment.id === id);
    const about = aboutOf(known, (experiment) => experiment.id === id);
    if (one === undefined) return notRun(about);
    const facts = [factOf(one, 'typicalCalledAtypical'), factOf(one, 'atypicalMissed')];
    const [fn, fp] = facts.map(({ figure }) => figure.counted?.numerator);
    if (fn === undefined || fp === undefined) return open(facts, about);
    const { midP } = mcNemar({ bothRight: 0, onlyFirstRight: fn, onlyOtherRight: fp, neitherRight: 0 });
    return judged(midP === null || midP >= SIGNIFICANT, facts, about);
  };
}

function factOf({ experiment: { id }, figures }: ExperimentFigures, name: FactName): ClaimFact {
  if (name === 'calledAtypicalOfTypical') return { id, name, figure: rest(figures.typicalRecognised) };
  if (name === 'missedOfAtypical') return { id, name, figure: rest(figures.atypicalFound) };
  return { id, name, figure: figures[name] };
}

/** What a share leaves of its group. */
function rest({ value, low, high, least, most, counted }: KnownFigure): KnownFigure {
  const left = (share: number | null) => (share === null ? null : 1 - share);
  return {
    ...{ value: left(value), low: left(high), high: left(low), least: left(most), most: left(least) },
    counted: counted && { ...counted, numerator: counted.denominator - counted.numerator },
  };
}

/** `null` where what is known of the figure leaves it open. */
function keeps({ least, most }: KnownFigure, { is, limit }: Limit): boolean | null {
  if (least === null || most === null) return null;
  const kept = (value: number) => (is === 'over' ? value > limit + ROUNDING : value <= limit + ROUNDING);
  return kept(least) === kept(most) ? kept(least) : null;
}

function isLower(a: KnownFigure, b: KnownFigure): boolean | null {
  if (a.least === null || a.most === null || b.least === null || b.most === null) return null;
  if (a.most < b.least) return true;
  return a.least >= b.most ? false : null;
}

function isCrossed({ low, high }: KnownFigure, { limit }: Limit): boolean {
  return low !== null && high !== null && low <= limit && limit <= high;
}

/** How far a figure is on the right side. */
function room({ value }: KnownFigure, { is, limit }: Limit): number {
  return is === 'over' ? (value ?? 0) - limit : limit - (value ?? 1);
}

/** The lowest of a figure, and from the least to the most that the lowest can be. */
function lowest(models: readonly ExperimentFigures[], name: FactName): ClaimFact | null {
  const facts = models.map((one) => factOf(one, name)).filter(({ figure }) => figure.value !== null);
  const [first] = facts.toSorted((a, b) => a.figure.value! - b.figure.value!);
  if (first === undefined) return null;
  const end = (of: 'least' | 'most') => Math.min(...facts.map(({ figure }) => figure[of] ?? 0));
  return { ...first, figure: { ...first.figure, least: end('least'), most: end('most') } };
}

function isIn(experiment: PaperExperiment, { kind, sizePx }: ModelGroup): boolean {
  return experiment.sizePx === sizePx && (experiment.network === 'cnn') === (kind === 'cnn');
}

type About = Pick<Judgement, 'of' | 'missing' | 'isFinal'>;

function aboutOf(known: readonly ExperimentFigures[], selected: Selected): About {
  const there = new Set(known.map(({ experiment }) => experiment.id));
  const ids = PAPER_EXPERIMENTS.filter(selected).map(({ id }) => id);
  const missing = ids.filter((id) => !there.has(id));
  return { of: ids.length, missing, isFinal: missing.length === 0 };
}

function judged(held: boolean, facts: readonly ClaimFact[], about: About): Judgement {
  return { verdict: held ? 'held' : 'not-held', reason: null, isNarrow: false, facts, ...about };
}

function open(facts: readonly ClaimFact[], about: About): Judgement {
  const reason = facts.some(({ figure }) => figure.value === null) ? 'undefined' : 'print';
  return { verdict: 'cannot-be-said', reason, isNarrow: false, facts, ...about };
}

function notRun(about: About): Judgement {
  return { verdict: 'cannot-be-said', reason: 'not-run', isNarrow: false, facts: [], ...about };
}

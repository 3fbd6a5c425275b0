import {
  asManyErrors,
  bestDiffer,
  bestKeeps,
  everyModel,
  type Limit,
  lowestWithTransfer,
  type Rule,
} from './claim-rules.ts';
import type { PaperExperiment } from './paper-experiments.ts';

/** One way to read a claim; the text of each stands in `page/claims-texts.ts`. */
export interface ClaimReading {
  readonly id: ReadingId;
  readonly judge: Rule;
}

/** What the paper says it reached, with each way to read it: of which models, of which quantity. */
export interface Claim {
  readonly id: ClaimId;
  readonly readings: readonly ClaimReading[];
}

export type ClaimId =
  | 'over-90'
  | 'laboratory-standard'
  | 'cnn-32-fn'
  | 'lowest-fn'
  | 'improves-typical'
  | 'small-as-good'
  | 'fp-at-most'
  | 'fp-as-fn';

export type ReadingId =
  | 'accuracy-over-90'
  | 'typical-recognised-over-90'
  | 'atypical-found-over-90'
  | 'best-over-90'
  | 'standard-of-all'
  | 'standard-of-typical'
  | 'standard-of-atypical'
  | 'standard-of-atypical-best'
  | 'cnn-32-called-atypical'
  | 'cnn-32-missed'
  | 'lowest-called-atypical-32'
  | 'lowest-called-atypical-400'
  | 'lowest-missed-32'
  | 'lowest-missed-400'
  | 'improves-atypical-found-32'
  | 'improves-atypical-found-400'
  | 'improves-typical-recognised-32'
  | 'improves-typical-recognised-400'
  | 'small-accuracy'
  | 'small-atypical-found'
  | 'missed-at-most-best'
  | 'missed-at-most-all'
  | 'called-atypical-at-most-best'
  | 'called-atypical-at-most-all'
  | 'as-many-14';

/** The limits that the claims name. Those that are printed with two decimals hold for what rounds to them. */
const CLAIMED = {
  over: 0.9,
  /** The upper end of the "5 to 10%". */
  standard: 0.1,
  cnnFn: 0.025,
  lowestFn: { 32: 0.012, 400: 0.0087 },
  improvement: { 32: 0.05, 400: 0.08 },
  /** How much lower still counts as good as. */
  asGood: 0.01,
  fp: 0.015,
} as const;

const HALF_OF_LAST_DIGIT = 0.00005;

const all = () => true;
const isCnn32 = ({ network, sizePx }: PaperExperiment) => network === 'cnn' && sizePx === 32;
const over = (name: Limit['name']): Limit => ({ name, is: 'over', limit: CLAIMED.over });
const atMost = (name: Limit['name'], limit: number): Limit => ({ name, is: 'at-most', limit });
const lowest = (sizePx: PaperExperiment['sizePx'], name: Limit['name']) =>
  lowestWithTransfer(sizePx, atMost(name, CLAIMED.lowestFn[sizePx] + HALF_OF_LAST_DIGIT));
const improves = (sizePx: PaperExperiment['sizePx'], name: 'atypicalFound' | 'typicalRecognised') =>
  bestDiffer({
    name,
    of: { kind: 'transfer', sizePx },
    over: { kind: 'cnn', sizePx },
    atLeast: CLAIMED.improvement[sizePx],
  });
const smallAsGood = (name: 'accuracy' | 'atypicalFound') =>
  bestDiffer({
    name,
    of: { kind: 'transfer', sizePx: 32 },
    over: { kind: 'transfer', sizePx: 400 },
    atLeast: -CLAIMED.asGood,
  });

/** The paper's claims in the order in which it makes them. */
export const CLAIMS: readonly Claim[] = [
  {
    id: 'over-90',
    readings: [
      {
        id: 'best-over-90',
        judge: bestKeeps(all, [over('accuracy'), over('typicalRecognised'), over('atypicalFound')]),
      },
      { id: 'accuracy-over-90', judge: everyModel(all, over('accuracy')) },
      { id: 'typical-recognised-over-90', judge: everyModel(all, over('typicalRecognised')) },
      { id: 'atypical-found-over-90', judge: everyModel(all, over('atypicalFound')) },
    ],
  },
  {
    id: 'laboratory-standard',
    readings: [
      { id: 'standard-of-all', judge: everyModel(all, atMost('typicalCalledAtypical', CLAIMED.standard)) },
      { id: 'standard-of-typical', judge: everyModel(all, atMost('calledAtypicalOfTypical', CLAIMED.standard)) },
      { id: 'standard-of-atypical', judge: everyModel(all, atMost('missedOfAtypical', CLAIMED.standard)) },
      { id: 'standard-of-atypical-best', judge: bestKeeps(all, [atMost('missedOfAtypical', CLAIMED.standard)]) },
    ],
  },
  {
    id: 'cnn-32-fn',
    readings: [
      { id: 'cnn-32-called-atypical', judge: everyModel(isCnn32, atMost('typicalCalledAtypical', CLAIMED.cnnFn)) },
      { id: 'cnn-32-missed', judge: everyModel(isCnn32, atMost('atypicalMissed', CLAIMED.cnnFn)) },
    ],
  },
  {
    id: 'lowest-fn',
    readings: [
      { id: 'lowest-called-atypical-32', judge: lowest(32, 'typicalCalledAtypical') },
      { id: 'lowest-called-atypical-400', judge: lowest(400, 'typicalCalledAtypical') },
      { id: 'lowest-missed-32', judge: lowest(32, 'atypicalMissed') },
      { id: 'lowest-missed-400', judge: lowest(400, 'atypicalMissed') },
    ],
  },
  {
    id: 'improves-typical',
    readings: [
      { id: 'improves-atypical-found-32', judge: improves(32, 'atypicalFound') },
      { id: 'improves-atypical-found-400', judge: improves(400, 'atypicalFound') },
      { id: 'improves-typical-recognised-32', judge: improves(32, 'typicalRecognised') },
      { id: 'improves-typical-recognised-400', judge: improves(400, 'typicalRecognised') },
    ],
  },
  {
    id: 'small-as-good',
    readings: [
      { id: 'small-accuracy', judge: smallAsGood('accuracy') },
      { id: 'small-atypical-found', judge: smallAsGood('atypicalFound') },
    ],
  },
  {
    id: 'fp-at-most',
    readings: [
      { id: 'missed-at-most-best', judge: bestKeeps(all, [atMost('atypicalMissed', CLAIMED.fp)]) },
      { id: 'missed-at-most-all', judge: everyModel(all, atMost('atypicalMissed', CLAIMED.fp)) },
      { id: 'called-atypical-at-most-best', judge: bestKeeps(all, [atMost('typicalCalledAtypical', CLAIMED.fp)]) },
      { id: 'called-atypical-at-most-all', judge: everyModel(all, atMost('typicalCalledAtypical', CLAIMED.fp)) },
    ],
  },
  { id: 'fp-as-fn', readings: [{ id: 'as-many-14', judge: asManyErrors(14) }] },
];

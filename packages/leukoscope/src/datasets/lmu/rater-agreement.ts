import type { Cell } from '../../cells/cell.ts';
import { type LabelResolver, labelResolver } from '../../cells/resolve-label.ts';
import type { Scheme } from '../../cells/scheme.ts';
import { type Agreement, agreementOf } from '../../evaluation/agreement.ts';
import { REANNOTATION_COLUMNS } from './annotations.ts';

/** The annotations of an image: 1 is its label, 2 and 3 were made again to measure how far readers agree. */
export type AnnotationNumber = 1 | 2 | 3;

/** How far two annotations of the same images agree. */
export interface RaterPair {
  readonly first: AnnotationNumber;
  readonly second: AnnotationNumber;
  /** Over all types; `UNC`, an image that could not be assigned a type, counts as one of them. */
  readonly types: Agreement;
  /** Typical or atypical, over the images to which both annotations give a group. */
  readonly groups: Agreement;
  /** Images with both annotations of which one has no group in the scheme. */
  readonly withoutGroup: number;
}

/** The pairs of annotations of AML-Cytomorphology_LMU. */
export interface RaterAgreement {
  /** Cells that were annotated more than once. */
  readonly reannotated: number;
  /** 1–2, 1–3 and 2–3, those that occur. */
  readonly pairs: readonly RaterPair[];
}

const PAIRS: readonly (readonly [AnnotationNumber, AnnotationNumber])[] = [
  [1, 2],
  [1, 3],
  [2, 3],
];

/**
 * Inter- and intra-rater agreement of AML-Cytomorphology_LMU, from the second and third annotations that its reader puts
 * into `extra`. The files do not say which reader made which: pairs are told by their numbers. Cells that the user filtered
 * out take no part. The images that were annotated again are not a random sample of the set.
 *
 * @returns `null` if no cell was annotated more than once, as in every other data set.
 */
export function raterAgreement(cells: readonly Cell[], scheme: Scheme): RaterAgreement | null {
  const resolver = labelResolver(scheme, 'keep');
  const read = cells.filter(({ excluded }) => excluded !== 'filter').map((cell) => annotationsOf(cell, resolver));
  const reannotated = read.filter((annotations) => annotations[2] !== null || annotations[3] !== null).length;
  if (reannotated === 0) return null;
  const pairs = PAIRS.map(([first, second]): RaterPair => {
    const both = read.flatMap((annotations) => {
      const [a, b] = [annotations[first], annotations[second]];
      return a === null || b === null ? [] : [[a, b] as const];
    });
    const groups = both.flatMap(([a, b]) =>
      a.group === null || b.group === null ? [] : [[a.group, b.group] as const],
    );
    return {
      ...{ first, second, withoutGroup: both.length - groups.length },
      types: agreementOf(
        both.map(([a, b]) => [a.type, b.type] as const),
        { order: Object.keys(scheme.groups) },
      ),
      groups: agreementOf(groups, { order: ['typical', 'atypical'] }),
    };
  });
  return { reannotated, pairs: pairs.filter(({ types }) => types.observed.denominator > 0) };
}

interface Annotation {
  readonly type: string;
  readonly group: 'typical' | 'atypical' | null;
}

function annotationsOf({ label, extra }: Cell, resolver: LabelResolver): Record<AnnotationNumber, Annotation | null> {
  const annotation = (written: string | null | undefined): Annotation | null => {
    if (written === null || written === undefined || written === '') return null;
    return { type: resolver.codeOfLabel(written) ?? written, group: resolver.label(written)!.group };
  };
  return {
    1: annotation(label),
    2: annotation(extra[REANNOTATION_COLUMNS[2]]),
    3: annotation(extra[REANNOTATION_COLUMNS[3]]),
  };
}

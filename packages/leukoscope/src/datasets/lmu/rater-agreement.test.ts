import { describe, expect, it } from 'vitest';
import type { Cell } from '../../cells/cell.ts';
import { DEFAULT_SCHEME, PAPER_SCHEME } from '../../cells/scheme.ts';
import { makeCell } from '../testing/make-cell.ts';
import { raterAgreement } from './rater-agreement.ts';

function annotated(lines: readonly string[], given: Partial<Cell> = {}): Cell[] {
  return lines.map((line, at) => {
    const [label, second = '', third = ''] = line.split(' ').map((code) => (code === 'nan' ? '' : code));
    return makeCell({ id: String(at), label: label!, extra: { annotation_2: second, annotation_3: third }, ...given });
  });
}

const CELLS = annotated([
  'BAS nan nan',
  'BAS UNC UNC',
  'BAS EOS EOS',
  'EBO LYT EBO',
  'EBO EBO EBO',
  'MYO PMO MYO',
  'KSC KSC nan',
  'LYT LYT MYO',
]);

describe('the agreement of annotations', () => {
  const [firstWithSecond, firstWithThird, secondWithThird] = raterAgreement(CELLS, DEFAULT_SCHEME)!.pairs;

  it('counts each pair of annotations of images that have both', () => {
    const told = [firstWithSecond, firstWithThird, secondWithThird].map((pair) => {
      const { first, second, types, groups, withoutGroup } = pair!;
      const share = ({ numerator, denominator }: { numerator: number; denominator: number }) => [
        numerator,
        denominator,
      ];
      return [first, second, share(types.observed), share(groups.observed), withoutGroup];
    });
    expect(raterAgreement(CELLS, DEFAULT_SCHEME)!.reannotated).toBe(7);
    expect(told).toEqual([
      // BAS–UNC and the smudge cell have no group; of the other five only EBO–LYT differ in theirs.
      [1, 2, [3, 7], [4, 5], 2],
      [1, 3, [3, 6], [4, 5], 1],
      [2, 3, [3, 6], [3, 5], 1],
    ]);
  });

  it('lists the types in the order of the scheme, an image without type last', () => {
    expect(firstWithSecond!.types.categories).toEqual(['LYT', 'EOS', 'BAS', 'MYO', 'PMO', 'EBO', 'KSC', 'UNC']);
    const at = (code: string): number => firstWithSecond!.types.categories.indexOf(code);
    expect(firstWithSecond!.types.counts[at('EBO')]![at('LYT')]).toBe(1);
    expect(firstWithSecond!.types.counts[at('LYT')]![at('EBO')]).toBe(0);
  });

  it('has the kappa of its table', () => {
    // Typical with typical: BAS–EOS and LYT–LYT. By chance both say typical 2 · 3 and atypical 3 · 2 times in 25.
    const { groups } = firstWithSecond!;
    expect(groups.counts).toEqual([
      [2, 0],
      [1, 2],
    ]);
    expect(groups.kappa.value).toBeCloseTo((4 / 5 - 12 / 25) / (1 - 12 / 25), 12);
  });

  it('goes by the scheme', () => {
    expect(raterAgreement(CELLS, PAPER_SCHEME)!.pairs[0]).toMatchObject({ withoutGroup: 1 });
  });

  it('leaves out what was filtered, and pairs that do not occur', () => {
    expect(raterAgreement(annotated(['BAS BAS BAS'], { group: null, excluded: 'filter' }), DEFAULT_SCHEME)).toBeNull();
    expect(raterAgreement(annotated(['BAS BAS']), DEFAULT_SCHEME)!.pairs).toHaveLength(1);
  });

  it('is none where no image was annotated again', () => {
    expect(raterAgreement(annotated(['BAS nan nan']), DEFAULT_SCHEME)).toBeNull();
    expect(raterAgreement([makeCell({ id: 'a' })], DEFAULT_SCHEME)).toBeNull();
    expect(raterAgreement([], DEFAULT_SCHEME)).toBeNull();
  });
});

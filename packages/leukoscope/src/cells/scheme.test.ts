import { describe, expect, it } from 'vitest';
import { BUILT_IN_SCHEMES, DEFAULT_SCHEME, PAPER_SCHEME, schemeById, schemeSchema, sharedGroup } from './scheme.ts';

describe('the built-in schemes', () => {
  it('count smudge cells as atypical in the paper and exclude them by default; all else is equal', () => {
    expect(PAPER_SCHEME.groups).toEqual({ ...DEFAULT_SCHEME.groups, KSC: 'atypical' });
    expect(DEFAULT_SCHEME.groups.KSC).toBe('excluded');
  });

  it("give the paper's 14,822 typical and 3,543 atypical images", () => {
    const images: Record<string, number> = {
      ...{ NGS: 8484, NGB: 109, LYT: 3937, MON: 1789, EOS: 424, BAS: 79 },
      ...{ MYO: 3268, PMO: 70, MYB: 42, MMZ: 15, MOB: 26, PMB: 18, EBO: 78, LYA: 11, KSC: 15 },
    };
    const total = (group: string) =>
      Object.entries(PAPER_SCHEME.groups).reduce((sum, [code, of]) => sum + (of === group ? images[code]! : 0), 0);
    expect([total('typical'), total('atypical')]).toEqual([14_822, 3543]);
  });

  it('are valid by their own schema and found by their id', () => {
    for (const scheme of BUILT_IN_SCHEMES) {
      expect(schemeSchema.parse(scheme)).toEqual(scheme);
      expect(schemeById(scheme.id)).toBe(scheme);
    }
  });

  it('are named when another is asked for', () => {
    expect(() => schemeById('papr')).toThrowError(
      expect.objectContaining({
        code: 'scheme.unknown',
        exitCode: 2,
        message: "there is no scheme 'papr': expected default or paper, or a scheme file (--scheme).",
      }),
    );
  });
});

describe('a scheme of one’s own', () => {
  const scheme = { id: 'two', name: 'Two', groups: { BLAST: 'atypical', OTHER: 'typical' } };

  it('may have its own types', () => {
    expect(schemeSchema.safeParse(scheme).success).toBe(true);
  });

  it.each([
    ['an unknown group', { ...scheme, groups: { ...scheme.groups, X: 'maybe' } }],
    ['no typical type', { ...scheme, groups: { BLAST: 'atypical', OTHER: 'excluded' } }],
    ['no atypical type', { ...scheme, groups: { BLAST: 'excluded', OTHER: 'typical' } }],
    ['a key that is none of its own', { ...scheme, label: 'x' }],
    ['an empty code', { ...scheme, groups: { ...scheme.groups, '': 'typical' } }],
    ['an id with a slash', { ...scheme, id: '../two' }],
  ])('is refused with %s', (_, wrong) => {
    expect(schemeSchema.safeParse(wrong).success).toBe(false);
  });
});

describe('the group that several types share', () => {
  it('is theirs if they agree', () => {
    expect(sharedGroup(DEFAULT_SCHEME, ['PMO', 'MYB', 'MMZ'])).toBe('atypical');
    expect(sharedGroup(DEFAULT_SCHEME, ['KSC'])).toBe('excluded');
  });

  it('is unknown if they disagree or one is not in the scheme', () => {
    expect(sharedGroup(DEFAULT_SCHEME, ['NGS', 'PMO'])).toBeNull();
    expect(sharedGroup(DEFAULT_SCHEME, ['NGS', 'XYZ'])).toBeNull();
    expect(sharedGroup(DEFAULT_SCHEME, ['XYZ'])).toBeNull();
  });
});

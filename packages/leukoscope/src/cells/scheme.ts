import { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { CellCode } from './cell-types.ts';

/** The two groups of the paper. Positive always means atypical. */
export type Group = 'typical' | 'atypical';
export const GROUPS = ['typical', 'atypical'] as const satisfies readonly Group[];

/**
 * What each cell type counts as. The keys of `groups` are codes of `CELL_TYPES` or the scheme's own; a type that is not
 * named is unknown to the scheme, and a cell of it an error rather than a silent exclusion.
 */
export const schemeSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.string().min(1),
  groups: z
    .record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 _-]*$/), z.enum([...GROUPS, 'excluded']))
    .refine((groups) => GROUPS.every((group) => Object.values(groups).includes(group)), {
      error: 'at least one type must be typical and one atypical',
    }),
});
export type Scheme = Readonly<z.infer<typeof schemeSchema>>;

const PAPER_GROUPS = {
  NGS: 'typical',
  NGB: 'typical',
  LYT: 'typical',
  MON: 'typical',
  EOS: 'typical',
  BAS: 'typical',
  MYO: 'atypical',
  PMO: 'atypical',
  MYB: 'atypical',
  MMZ: 'atypical',
  MOB: 'atypical',
  PMB: 'atypical',
  EBO: 'atypical',
  LYA: 'atypical',
  KSC: 'atypical',
} as const satisfies Record<CellCode, Group>;

/** The paper's two groups, smudge cells (destroyed cells that show no morphology) excluded. */
export const DEFAULT_SCHEME: Scheme = {
  id: 'default',
  name: 'Typical and atypical; smudge cells excluded',
  groups: { ...PAPER_GROUPS, KSC: 'excluded' },
};

/** As the paper counts: it names two groups only, and its 3,543 atypical images include the 15 smudge cells. */
export const PAPER_SCHEME: Scheme = {
  id: 'paper',
  name: 'Typical and atypical; smudge cells atypical, as in the paper',
  groups: PAPER_GROUPS,
};

export const BUILT_IN_SCHEMES: readonly Scheme[] = [DEFAULT_SCHEME, PAPER_SCHEME];

/**
 * @throws LeukoscopeError `scheme.unknown` if there is no built-in scheme of that name.
 */
export function schemeById(id: string): Scheme {
  const found = BUILT_IN_SCHEMES.find((scheme) => scheme.id === id);
  if (found === undefined) {
    throw new LeukoscopeError('scheme.unknown', { id, known: BUILT_IN_SCHEMES.map((scheme) => scheme.id) });
  }
  return found;
}

/**
 * The group that all these types share in the scheme; `null` if the scheme puts them in different groups or does not
 * know one of them.
 */
export function sharedGroup(scheme: Scheme, codes: readonly string[]): Group | 'excluded' | null {
  const groups = new Set(codes.map((code) => scheme.groups[code] ?? null));
  return groups.size === 1 ? ([...groups][0] ?? null) : null;
}

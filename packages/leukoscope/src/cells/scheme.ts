import { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type CellCode, type CellType, cellTypeByCode, LINEAGES, MATURITIES } from './cell-types.ts';
import { nearest } from './nearest.ts';

/** The two groups of the paper. Positive always means atypical. */
export type Group = 'typical' | 'atypical';
export const GROUPS = ['typical', 'atypical'] as const satisfies readonly Group[];

/** What a scheme can make of a type. */
export const SCHEME_GROUPS = [...GROUPS, 'excluded'] as const;
export type SchemeGroup = (typeof SCHEME_GROUPS)[number];

/** How the code of a cell type is written. */
export const CODE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9 _-]*$/;
const code = z.string().regex(CODE_PATTERN);

/**
 * What each cell type counts as. The keys of `groups` are codes of `CELL_TYPES` or the scheme's own; a type that is not
 * named is unknown to the scheme, and a cell of it an error rather than a silent exclusion. A scheme of a user's own says
 * more: what its types are called, and which label of a data set stands for which type.
 */
export const schemeSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.string().min(1),
  groups: z
    .record(code, z.enum(SCHEME_GROUPS))
    .refine((groups) => GROUPS.every((group) => Object.values(groups).includes(group)), {
      error: 'at least one type must be typical and one atypical',
    }),
  /** What is to be said of a type other than `CELL_TYPES` says, by its code; see `cellTypeIn`. */
  types: z.exactOptional(
    z.record(
      code,
      z.strictObject({
        name: z.exactOptional(z.string().min(1)),
        lineage: z.exactOptional(z.enum(LINEAGES)),
        maturity: z.exactOptional(z.enum(MATURITIES)),
      }),
    ),
  ),
  /** Labels of data sets as they write them, each once; they come before codes and known names. */
  labels: z.exactOptional(z.array(z.strictObject({ label: z.string().min(1), code }))),
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
    const known = BUILT_IN_SCHEMES.map((scheme) => scheme.id);
    throw new LeukoscopeError('scheme.unknown', { id, known, suggestion: nearest(id, known) });
  }
  return found;
}

/** The codes and labels that a scheme itself names; what a misspelt one is compared with. */
export function namesIn({ groups, labels = [] }: Scheme): string[] {
  return [...Object.keys(groups), ...labels.map(({ label }) => label)];
}

/** The type with that code as the scheme describes it; `null` for a code that it does not name and that is not built in. */
export function cellTypeIn(scheme: Scheme, code: string): CellType | null {
  const builtIn = cellTypeByCode(code);
  if (builtIn === null && !Object.hasOwn(scheme.groups, code)) return null;
  const types = scheme.types ?? {};
  const own = Object.hasOwn(types, code) ? types[code]! : {};
  return {
    code,
    name: own.name === undefined ? (builtIn?.name ?? { en: code, es: code }) : { en: own.name, es: own.name },
    lineage: own.lineage ?? builtIn?.lineage ?? 'undetermined',
    maturity: own.maturity ?? builtIn?.maturity ?? 'undetermined',
  };
}

/**
 * The group that all these types share in the scheme; `null` if the scheme puts them in different groups or does not
 * know one of them.
 */
export function sharedGroup(scheme: Scheme, codes: readonly string[]): SchemeGroup | null {
  const groups = new Set(codes.map((code) => scheme.groups[code] ?? null));
  return groups.size === 1 ? ([...groups][0] ?? null) : null;
}

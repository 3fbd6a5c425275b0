import { DEFAULT_SCHEME, type Scheme, type SchemeGroup } from '../cells/scheme.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { DatasetCellRow } from '../store/rows.ts';
import type { StoreParts } from '../store/store.ts';
import { cardOf } from './card-of.ts';
import { GROUP_CODES } from './shown-case.ts';

/**
 * What the types of frozen labels mean: the scheme of the models that classified their cases, by which people labelled;
 * the default scheme for cases that none did. Of several schemes it is the one, of most cells first, that knows every
 * type and counts each as the others do.
 *
 * @throws LeukoscopeError `case.mixed-schemes` if there is none.
 */
export async function learntScheme(
  cells: readonly DatasetCellRow[],
  { cases, models }: Pick<StoreParts, 'cases' | 'models'>,
): Promise<Scheme> {
  const labelled = new Map<string, { readonly scheme: Scheme; readonly codes: Set<string>; cells: number }>();
  for (const [caseId, ofCase] of Map.groupBy(cells, (cell) => cell.caseId)) {
    const { modelId } = await cases.get(caseId);
    const scheme = modelId === null ? DEFAULT_SCHEME : cardOf(await models.get(modelId)).scheme;
    const key = JSON.stringify(scheme);
    const known = labelled.get(key) ?? { scheme, codes: new Set(), cells: 0 };
    labelled.set(key, known);
    known.cells += ofCase.length;
    for (const { typeCode } of ofCase) if (!GROUP_CODES.some((code) => code === typeCode)) known.codes.add(typeCode);
  }
  const used = [...labelled.values()].toSorted((a, b) => b.cells - a.cells);
  for (const { scheme } of used) {
    if (used.every((other) => [...other.codes].every((code) => agree(code, scheme, other.scheme)))) return scheme;
  }
  throw new LeukoscopeError('case.mixed-schemes', { schemes: used.map(({ scheme }) => scheme.id) });
}

function agree(code: string, scheme: Scheme, other: Scheme): boolean {
  const group: SchemeGroup | undefined = scheme.groups[code];
  return group !== undefined && group === other.groups[code];
}

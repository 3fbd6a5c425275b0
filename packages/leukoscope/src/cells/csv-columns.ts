import { LeukoscopeError } from '../errors/leukoscope-error.ts';

/**
 * Where each column of a CSV file stands, from its header.
 *
 * @throws LeukoscopeError `csv.duplicate-column`, `csv.unnamed-column`, `csv.missing-column`.
 */
export function columnPositions(
  header: readonly string[],
  expected: { readonly file: string; readonly required: readonly string[] },
): ReadonlyMap<string, number> {
  const { file, required } = expected;
  const positions = new Map<string, number>();
  for (const [position, written] of header.entries()) {
    const name = written.trim();
    if (name === '') throw new LeukoscopeError('csv.unnamed-column', { file, position: position + 1 });
    if (positions.has(name)) throw new LeukoscopeError('csv.duplicate-column', { file, column: name });
    positions.set(name, position);
  }
  for (const column of required) {
    if (!positions.has(column)) {
      throw new LeukoscopeError('csv.missing-column', { file, column, found: [...positions.keys()], required });
    }
  }
  return positions;
}

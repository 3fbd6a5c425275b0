/** The rows in order, at most `size` at a time: a statement takes a limited number of values. */
export function* inBatches<Row>(rows: readonly Row[], size: number): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

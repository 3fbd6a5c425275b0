/**
 * Sets of two and more files with the same bytes.
 *
 * @param imageHashes sha256 of each file, `null` for one that cannot be read
 * @returns positions in the list, each set in rising order, the sets in the order of their first file
 */
export function exactDuplicates(imageHashes: readonly (string | null)[]): readonly (readonly number[])[] {
  const sets = new Map<string, number[]>();
  for (const [at, hash] of imageHashes.entries()) {
    if (hash === null) continue;
    const set = sets.get(hash);
    if (set === undefined) sets.set(hash, [at]);
    else set.push(at);
  }
  return [...sets.values()].filter(({ length }) => length > 1);
}

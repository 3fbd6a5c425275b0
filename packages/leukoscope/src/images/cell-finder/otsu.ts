const BINS = 128;

/**
 * The threshold that leaves the least variance within the two classes (Otsu, IEEE Transactions on Systems, Man, and
 * Cybernetics 1979, doi 10.1109/TSMC.1979.4310076), to 1 / 128 of the range of values.
 *
 * @returns the largest of the low values; `null` if all values are the same
 */
export function otsu(values: Int16Array): number | null {
  let [lowest, highest] = [32_767, -32_768];
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (highest <= lowest) return null;
  const width = (highest - lowest + 1) / BINS;
  const counts = new Float64Array(BINS);
  const sums = new Float64Array(BINS);
  let sum = 0;
  for (const value of values) {
    const bin = Math.floor((value - lowest) / width);
    counts[bin]!++;
    sums[bin]! += value;
    sum += value;
  }
  let [best, bestBetween] = [0, -1];
  for (let bin = 0, low = 0, lowSum = 0; bin < BINS - 1; bin++) {
    low += counts[bin]!;
    lowSum += sums[bin]!;
    const high = values.length - low;
    if (low === 0 || high === 0) continue;
    const difference = (sum - lowSum) / high - lowSum / low;
    const between = low * high * difference * difference;
    if (between > bestBetween) [best, bestBetween] = [bin, between];
  }
  return Math.ceil(lowest + (best + 1) * width) - 1;
}

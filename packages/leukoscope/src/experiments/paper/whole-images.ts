/** Whether a printed share can be a whole number of images, and of how many. */
export interface WholeImages {
  /** In percent, as printed with two decimals. */
  readonly percent: number;
  /** The nearest whole number of images. */
  readonly images: number;
  /** How the printed digits follow from it; `neither`: from no whole number of images. */
  readonly printedAs: 'cut' | 'rounded' | 'neither';
}

/**
 * Finds the whole number of images behind a share that is printed in percent with two decimals: first as if its further
 * digits had been cut, as the paper says of itself, then as if it had been rounded.
 *
 * @param total images that the share is of.
 */
export function wholeImages(percent: number, total: number): WholeImages {
  const hundredths = Math.round(percent * 100);
  const nearest = Math.round((hundredths / 10_000) * total);
  const near = [nearest - 1, nearest, nearest + 1];
  const cut = near.find((images) => Math.floor((images * 10_000) / total) === hundredths);
  if (cut !== undefined) return { percent, images: cut, printedAs: 'cut' };
  const rounded = near.find((images) => Math.round((images * 10_000) / total) === hundredths);
  return { percent, images: rounded ?? nearest, printedAs: rounded === undefined ? 'neither' : 'rounded' };
}

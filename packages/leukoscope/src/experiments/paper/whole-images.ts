/** Whether a printed share can be a whole number of images, and of how many. */
export interface WholeImages {
  /** In percent, as printed with two decimals. */
  readonly percent: number;
  /** The whole number of images that it follows from; the nearest one where it follows from none. */
  readonly images: number;
  /** Whether the share of that many images has the printed digits when further ones are cut off. */
  readonly ifCut: boolean;
  /** Whether it has them when it is rounded. */
  readonly ifRounded: boolean;
}

/**
 * Finds the whole number of images behind a share that is printed in percent with two decimals, be it rounded or, as the
 * paper does with its accuracies, cut. Of fewer than 10,000 images at most one can be behind it in each way; where the
 * two ways differ, the one by rounding is given.
 *
 * @param total images that the share is of.
 * @throws RangeError unless `total` is a whole number from 1 to 9,999.
 */
export function wholeImages(percent: number, total: number): WholeImages {
  if (!(Number.isInteger(total) && total >= 1 && total < 10_000))
    throw new RangeError(`wholeImages() total=${total} must be a whole number from 1 to 9999`);
  const hundredths = Math.round(percent * 100);
  const nearest = Math.round((hundredths / 10_000) * total);
  const ifCut = (images: number) => Math.floor((images * 10_000) / total) === hundredths;
  const ifRounded = (images: number) => Math.round((images * 10_000) / total) === hundredths;
  const near = [nearest, nearest + 1, nearest - 1];
  const images = near.find(ifRounded) ?? near.find(ifCut) ?? nearest;
  return { percent, images, ifCut: ifCut(images), ifRounded: ifRounded(images) };
}

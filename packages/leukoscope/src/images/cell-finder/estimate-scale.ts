/**
 * Mean diameter of normal red cells in dried, stained smears; 6.7 to 7.7 µm between healthy people (C. Price-Jones, Red
 * Blood Cell Diameters, Oxford University Press 1933). In patients it may be another: an estimate from few patients is as
 * wrong as their red cells are.
 */
export const RED_CELL_UM = 7.2;

/** How large a picture's pixels are. */
export interface Scale {
  readonly micronsPerPixel: number;
  /** Ends of a 95% interval of the median over pictures; not of how far the red cells are from 7.2 µm. */
  readonly low: number;
  readonly high: number;
  /** Median diameter of a red cell in pixels. */
  readonly redCellPx: number;
  /** Quartiles of the pictures' diameters in pixels. */
  readonly quartilesPx: readonly [lower: number, upper: number];
  readonly redCells: number;
  /** Pictures in which a red cell was found. */
  readonly pictures: number;
}

/** Fewer pictures with red cells say too little. */
const LEAST_PICTURES = 10;

/**
 * The scale of a data set, all of whose pictures are magnified alike: the median over its pictures of their red cells'
 * median diameter is taken to be {@link RED_CELL_UM}. The interval is of order statistics and assumes nothing of how
 * diameters are distributed, but that pictures are independent of each other.
 *
 * @param diametersPx for each picture what `redCellDiametersPx` says; pictures of one size
 * @returns `null` with red cells in fewer than 10 pictures
 */
export function estimateScale(diametersPx: readonly (readonly number[])[]): Scale | null {
  const medians = diametersPx.filter((some) => some.length > 0).map((some) => quantile(sorted(some), 0.5));
  if (medians.length < LEAST_PICTURES) return null;
  const ordered = sorted(medians);
  const redCellPx = quantile(ordered, 0.5);
  // Of n independent values so many lie below the median, by the normal approximation to the binomial distribution.
  const spread = 1.96 * Math.sqrt(ordered.length / 4);
  const rank = (at: number) => ordered[Math.max(0, Math.min(ordered.length - 1, at))]!;
  return {
    micronsPerPixel: RED_CELL_UM / redCellPx,
    low: RED_CELL_UM / rank(Math.ceil(ordered.length / 2 + spread)),
    high: RED_CELL_UM / rank(Math.floor(ordered.length / 2 - spread) - 1),
    redCellPx,
    quartilesPx: [quantile(ordered, 0.25), quantile(ordered, 0.75)],
    redCells: diametersPx.reduce((sum, some) => sum + some.length, 0),
    pictures: ordered.length,
  };
}

function sorted(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

/** Interpolated between the two nearest of sorted values. */
function quantile(ordered: readonly number[], share: number): number {
  const position = share * (ordered.length - 1);
  const below = Math.floor(position);
  const above = Math.min(ordered.length - 1, below + 1);
  return ordered[below]! + (position - below) * (ordered[above]! - ordered[below]!);
}

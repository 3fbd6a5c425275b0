/** Of a model that sees micrometres around a cell; see `cropSchema` in leukoscope's images/preprocessing.ts. */
export interface CardScale {
  readonly sideUm: number;
  /** Of its training images. */
  readonly micronsPerPixel: number;
}

interface LooseCard {
  readonly preprocessing?: { readonly crop?: Partial<CardScale> & { readonly kind?: unknown } };
}

/** What the model must know of the size of a pixel; `null` of one that goes by shares of the picture. */
export function scaleInCard(card: unknown): CardScale | null {
  const { kind, sideUm, micronsPerPixel } = (card as LooseCard | null)?.preprocessing?.crop ?? {};
  if (kind !== 'physical' || sideUm === undefined || micronsPerPixel === undefined) return null;
  return { sideUm, micronsPerPixel };
}

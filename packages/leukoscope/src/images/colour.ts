/** Factors for a picture's colours; 1 leaves them. */
export interface ColourChange {
  readonly brightness: number;
  /** Of the distance of each level from the mean grey of the picture. */
  readonly contrast: number;
  /** Of the distance of each pixel from its own grey. */
  readonly saturation: number;
}

/** Share of red, green and blue in the grey of a pixel: ITU-R BT.601. */
const GREY = [0.299, 0.587, 0.114] as const;

/**
 * Changes a picture in place, `[pixels, 3]`: first brightness, then contrast, then saturation, as PyTorch's
 * `torchvision.transforms.functional` do, but rounded once at the end.
 */
export function changeColour(pixels: Uint8Array, { brightness, contrast, saturation }: ColourChange): void {
  const lift = (1 - contrast) * brightness * meanGrey(pixels);
  const factor = brightness * contrast;
  const keep = factor * saturation;
  const [red, green, blue] = GREY.map((share) => factor * (1 - saturation) * share) as [number, number, number];
  for (let at = 0; at < pixels.length; at += 3) {
    const [r, g, b] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
    const shared = red * r + green * g + blue * b + lift;
    pixels[at] = toLevel(keep * r + shared);
    pixels[at + 1] = toLevel(keep * g + shared);
    pixels[at + 2] = toLevel(keep * b + shared);
  }
}

function toLevel(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5;
}

function meanGrey(pixels: Uint8Array): number {
  const sums = [0, 0, 0];
  for (let at = 0; at < pixels.length; at += 3) {
    sums[0]! += pixels[at]!;
    sums[1]! += pixels[at + 1]!;
    sums[2]! += pixels[at + 2]!;
  }
  return (3 / pixels.length) * GREY.reduce((sum, share, channel) => sum + share * sums[channel]!, 0);
}

import type { FoundImage } from '../readers/class-folders.ts';

/** The images that are there, each to be taken once. */
export class FoundImages {
  readonly #byStem: ReadonlyMap<string, FoundImage[]>;
  readonly #taken = new Set<FoundImage>();

  constructor(images: readonly FoundImage[]) {
    this.#byStem = Map.groupBy(images, ({ id }) => stemOf(id));
  }

  /** The image of this path; or, since the originals are large and often converted, the only one of the same name. */
  take(path: string): FoundImage | null {
    const alike = this.#byStem.get(stemOf(path)) ?? [];
    const image = alike.find(({ id }) => id === path) ?? (alike.length === 1 ? alike[0]! : null);
    if (image !== null) this.#taken.add(image);
    return image;
  }

  *unused(): Generator<FoundImage, void> {
    for (const images of this.#byStem.values()) for (const image of images) if (!this.#taken.has(image)) yield image;
  }
}

function stemOf(path: string): string {
  return path.replace(/\.[^./]+$/, '').toLowerCase();
}

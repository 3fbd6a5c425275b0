import { extname } from 'node:path';

const IMAGE_EXTENSIONS: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp', '.tif', '.tiff']);

/** Whether a file is an image by its name; names with a leading dot are what systems leave behind (`._cell.jpg`). */
export function isImageName(name: string): boolean {
  return !name.startsWith('.') && IMAGE_EXTENSIONS.has(extname(name).toLowerCase());
}

const EXAMPLES_SHOWN = 5;

/** Files that lie in the data set's folders and are not cells: counted and shown. */
export interface IgnoredFiles {
  /** Files whose extension is not that of an image, such as `Thumbs.db`. */
  readonly notImages: number;
  /** Images that no class folder holds, or that the manifest does not name. */
  readonly imagesLeftOut: number;
  /** The first few, relative to the data set's folder. */
  readonly examples: readonly string[];
}

export const NOTHING_IGNORED: IgnoredFiles = { notImages: 0, imagesLeftOut: 0, examples: [] };

/** Counts ignored files as a reader meets them. */
export class IgnoredFileCount {
  #notImages = 0;
  #imagesLeftOut = 0;
  readonly #examples: string[] = [];

  add(relativePath: string, kind: 'not-image' | 'image-left-out'): void {
    if (kind === 'not-image') this.#notImages += 1;
    else this.#imagesLeftOut += 1;
    if (this.#examples.length < EXAMPLES_SHOWN) this.#examples.push(relativePath);
  }

  get counted(): IgnoredFiles {
    return { notImages: this.#notImages, imagesLeftOut: this.#imagesLeftOut, examples: [...this.#examples] };
  }
}

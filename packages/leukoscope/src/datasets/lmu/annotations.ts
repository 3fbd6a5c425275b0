import { FaultLog } from '../../errors/fault-log.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { manifestPath } from '../manifest/manifest-path.ts';

/** Columns of cells' `extra`: what was said of the image when it was annotated again, empty where it was not. */
export const REANNOTATION_COLUMNS = { 2: 'annotation_2', 3: 'annotation_3' } as const;
/** The images were annotated at most three times. */
const MOST_ANNOTATIONS = 3;
/** What stands where an image was not annotated again. */
const NONE = 'nan';
const BYTE_ORDER_MARK = '\uFEFF';

/** One line of `annotations.dat`. */
export interface AnnotatedImage {
  readonly line: number;
  /** Relative to the folder of the images, `/` between its parts. */
  readonly path: string;
  /** The annotation that counts, then those made again; empty where there was none. Always three. */
  readonly annotations: readonly [string, string, string];
}

/**
 * Reads `annotations.dat` as the archive ships it: a line for each image, with its path, its annotation, and two further
 * annotations, made later to measure how far readers agree, or `nan`, apart by spaces:
 * `BAS/BAS_0021.tiff BAS UNC UNC`. Tabs, Windows' line ends and separators and blank lines are accepted, as are fewer
 * annotations and paths that begin with the folder of the images.
 *
 * @param folderNames names that the folder of the images may have.
 * @throws LeukoscopeError `lmu.bad-line`, `lmu.bad-path`, `lmu.duplicate-image`, `lmu.no-annotations`.
 */
export function parseAnnotations(
  text: string,
  { file, folderNames }: { file: string; folderNames: (name: string) => boolean },
): AnnotatedImage[] {
  const faults = new FaultLog();
  const images: AnnotatedImage[] = [];
  const lineOfPath = new Map<string, number>();
  for (const [at, content] of text
    .replace(BYTE_ORDER_MARK, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const [written, ...codes] = content.split(/\s+/).filter((word) => word !== '');
    if (written === undefined) continue;
    const line = at + 1;
    if (codes.length === 0 || codes.length > MOST_ANNOTATIONS) {
      const words = codes.length + 1;
      faults.note('line', line, (rows) => new LeukoscopeError('lmu.bad-line', { file, line, words, rows }));
      continue;
    }
    const path = pathInFolder(written, folderNames);
    if (path === null) {
      faults.note('path', line, (rows) => new LeukoscopeError('lmu.bad-path', { file, line, path: written, rows }));
      continue;
    }
    const firstLine = lineOfPath.get(path);
    if (firstLine !== undefined) {
      const details = { file, line, path, firstLine };
      faults.note('twice', line, (rows) => new LeukoscopeError('lmu.duplicate-image', { ...details, rows }));
      continue;
    }
    lineOfPath.set(path, line);
    const [first, second, third] = codes.map((code) => (code.toLowerCase() === NONE ? '' : code));
    images.push({ line, path, annotations: [first ?? '', second ?? '', third ?? ''] });
  }
  faults.throwFirst();
  if (images.length === 0) throw new LeukoscopeError('lmu.no-annotations', { file });
  return images;
}

function pathInFolder(written: string, isFolderName: (name: string) => boolean): string | null {
  const path = manifestPath(written);
  if ('fault' in path) return null;
  const parts = path.id.split('/');
  return parts.slice(parts.findLastIndex(isFolderName) + 1).join('/') || null;
}

/**
 * The codes that `abbreviations.txt` explains: lines of a code, a space and a name, as `EBO Erythroblast`. Lines of
 * another form, such as its heading, explain nothing.
 */
export function parseAbbreviations(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r\n|\n|\r/).map((line) => /^\s*([A-Za-z0-9]{2,5})\s+(\S.*?)\s*$/.exec(line));
  return new Map(lines.filter((found) => found !== null).map(([, code, name]): [string, string] => [code!, name!]));
}

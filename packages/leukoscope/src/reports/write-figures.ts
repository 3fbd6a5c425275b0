import { join } from 'node:path';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { figureFiles, type ReportFigure } from './report-figure.ts';

/**
 * Each figure with its numbers, as `figureFiles` makes them.
 *
 * @param folder that is there.
 * @returns the names of the files.
 */
export async function writeFigures(folder: string, figures: readonly ReportFigure[]): Promise<string[]> {
  const files = figureFiles(figures);
  for (const { name, content } of files) await writeFileAtomic(join(folder, name), content);
  return files.map(({ name }) => name);
}

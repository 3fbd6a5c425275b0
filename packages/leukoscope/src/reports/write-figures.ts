import { join } from 'node:path';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { type EvaluationFigure, figureCsv } from './evaluation-figures.ts';

const WIDTH_PX = 720;

/**
 * Each figure as `<name>.svg` (and `<name>-2.svg` … where it has more parts) and its numbers as `<name>.csv`.
 *
 * @param folder that is there.
 * @returns the names of the files.
 */
export async function writeFigures(folder: string, figures: readonly EvaluationFigure[]): Promise<string[]> {
  const files = figures.flatMap((figure) => [
    ...[figure.picture(WIDTH_PX)]
      .flat()
      .map((part, at) => ({ name: `${figure.name}${at === 0 ? '' : `-${at + 1}`}.svg`, content: `${part}\n` })),
    { name: `${figure.name}.csv`, content: figureCsv(figure) },
  ]);
  for (const { name, content } of files) await writeFileAtomic(join(folder, name), content);
  return files.map(({ name }) => name);
}

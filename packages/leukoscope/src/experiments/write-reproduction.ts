import { writeFileAtomic } from '../files/write-file-atomic.ts';
import type { ReproductionReport } from './reproduction-contents.ts';
import type { ReproductionFolder } from './reproduction-folder.ts';

/** Writes the report, its tables and its figures, each file whole or as it was. */
export async function writeReproduction(folder: ReproductionFolder, report: ReproductionReport): Promise<void> {
  await writeFileAtomic(folder.reportFile, JSON.stringify(report));
}

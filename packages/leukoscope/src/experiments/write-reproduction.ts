import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { writeFigures } from '../reports/write-figures.ts';
import { reproductionFigures } from './page/reproduction-figures.ts';
import { reproductionTablesMarkdown } from './page/reproduction-markdown.ts';
import { reproductionPage } from './page/reproduction-page.ts';
import { reproductionTables } from './page/reproduction-tables.ts';
import type { ReproductionReport } from './reproduction-contents.ts';
import type { ReproductionFolder } from './reproduction-folder.ts';

/** Writes the report, its tables and its figures, each file whole or as it was. */
export async function writeReproduction(folder: ReproductionFolder, report: ReproductionReport): Promise<void> {
  await makeFolder(folder.tablesFolder);
  await makeFolder(folder.figuresFolder);
  for (const { name, content } of reproductionTables(report)) {
    await writeFileAtomic(join(folder.tablesFolder, name), content);
  }
  await writeFileAtomic(join(folder.tablesFolder, 'tables.md'), reproductionTablesMarkdown(report));
  await writeFigures(folder.figuresFolder, reproductionFigures(report));
  await writeFileAtomic(folder.reportFile, reproductionPage(report));
}

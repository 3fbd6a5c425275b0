import { resolve } from 'node:path';
import { COMPARED_PICTURES } from '../../datasets/duplicates/picture-size.ts';
import type { DataScan } from '../../datasets/scan/data-scan.ts';
import { findingsOf } from '../../datasets/scan/findings.ts';
import { scanDataset } from '../../datasets/scan/scan-dataset.ts';
import { EXIT, type ExitCode } from '../../errors/entry.ts';
import type { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { openImageStore } from '../../images/image-store.node.ts';
import { scanReport } from '../../reports/scan-report.ts';
import { cacheFolderOf } from '../cache-folder.ts';
import { openDatasetArgument } from '../dataset-argument.ts';
import type { ActionOf } from '../define-command.ts';
import { tellWarning } from '../tell-warning.ts';
import type { dataScanCommand } from './data-scan-command.ts';
import { scanDocument, scanText } from './data-scan-report.ts';

/** `leukoscope data scan`: what a data set holds, and what is wrong with it. */
export const dataScan: ActionOf<typeof dataScanCommand> = async ({ dataset: path }, given, context) => {
  const { language, progress, signal } = context;
  const out = given.out === undefined ? null : resolve(context.cwd, given.out);
  if (out !== null) await requireNewFile(out);
  const dataset = await openDatasetArgument(path, { ...given, unknownLabels: 'keep' }, context);
  const store = await openImageStore({
    cacheFolder: given.noCache ? null : cacheFolderOf(context.env),
    preprocessing: COMPARED_PICTURES,
    onWarning: (warning: LeukoscopeError) => tellWarning(warning, context),
  });
  const scan = await scanDataset(dataset, { store, progress, signal }).finally(() => store.close());
  const telling = { language, showNames: given.showNames };
  if (out !== null) {
    const origin = { version: context.version, madeOn: new Date(), argv: context.argv };
    await writeFileAtomic(out, await scanReport({ scan, ...telling, origin }, { signal }));
  }
  return {
    document: { ...scanDocument(scan, telling), out: given.out ?? null },
    text: scanText(scan, telling, { path, out: given.out ?? null }),
    exitCode: exitCodeOf(scan, given.strict),
  };
};

function exitCodeOf(scan: DataScan, strict: boolean): ExitCode {
  const findings = findingsOf(scan);
  const isWrong = strict ? findings.some(({ level }) => level !== 'note') : scan.rejected.length > 0;
  return isWrong ? EXIT.badInput : EXIT.done;
}

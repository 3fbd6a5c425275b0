import { resolve } from 'node:path';
import { auditDataset, type DataAudit } from '../../audit/audit-dataset.ts';
import { AUDITED_PICTURES } from '../../audit/read-audit-cells.ts';
import { presetSplitOf } from '../../datasets/splits/preset-split.ts';
import { readSplit } from '../../datasets/splits/split-file.ts';
import { EXIT, type ExitCode } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { openImageStore } from '../../images/image-store.node.ts';
import { auditReport } from '../../reports/audit-report.ts';
import { cacheFolderOf } from '../cache-folder.ts';
import type { CommandContext } from '../command-context.ts';
import { optionName } from '../commander-option.ts';
import { openDatasetArgument } from '../dataset-argument.ts';
import { DRAWING_KEYS } from '../dataset-options.ts';
import type { ActionOf } from '../define-command.ts';
import { drawingOf } from '../drawing.ts';
import type { dataAuditCommand } from './data-audit-command.ts';
import { auditDocument, auditText } from './data-audit-report.ts';

/** `leukoscope data audit`: can figures from this data and split be believed. */
export const dataAudit: ActionOf<typeof dataAuditCommand> = async ({ dataset: path }, given, context) => {
  const { language, progress, signal } = context;
  const out = given.out === undefined ? null : resolve(context.cwd, given.out);
  if (out !== null) await requireNewFile(out);
  const draw = drawingOf(given);
  const split = given.split === undefined ? null : await readSplit(resolve(context.cwd, given.split));
  const dataset = await openDatasetArgument(path, given, context);
  if (split !== null || presetSplitOf(dataset.cells) !== null) refuseDrawing(context);
  const warn = (warning: LeukoscopeError) => context.warn(warning.textIn(language).message);
  const store = await openImageStore({
    cacheFolder: given.noCache ? null : cacheFolderOf(context.env),
    preprocessing: AUDITED_PICTURES,
    onWarning: warn,
  });
  const options = { split, draw, seed: given.seed, store, progress, signal };
  const audit = await auditDataset(dataset, options).finally(() => store.close());
  for (const { reason } of audit.rejected) warn(reason);
  if (out !== null) {
    const origin = { version: context.version, madeOn: new Date(), argv: context.argv };
    await writeFileAtomic(out, await auditReport({ audit, language, origin }, { signal }));
  }
  return {
    document: { ...auditDocument(audit, language), out: given.out ?? null },
    text: auditText(audit, { language, path, out: given.out ?? null }),
    exitCode: exitCodeOf(audit, given),
  };
};

/** Options that draw a split would do nothing where there is one. */
function refuseDrawing({ givenOptions }: CommandContext): void {
  const drawing = DRAWING_KEYS.find((key) => givenOptions.has(key));
  if (drawing === undefined) return;
  throw givenOptions.has('split')
    ? new LeukoscopeError('usage.conflicting-options', { first: optionName(drawing), second: '--split' })
    : new LeukoscopeError('split.preset', { option: optionName(drawing) });
}

function exitCodeOf(
  { rejected, overall }: DataAudit,
  { strict, allowRejected }: { readonly strict: boolean; readonly allowRejected: boolean },
): ExitCode {
  if (rejected.length > 0 && !allowRejected) return EXIT.badInput;
  return strict && overall !== 'can' ? EXIT.refused : EXIT.done;
}

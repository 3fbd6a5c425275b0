import { resolve } from 'node:path';
import { typed } from '../../errors/wording.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { writeHeadFile } from '../../store/audit/head-file.ts';
import { auditHead as headOf } from '../../store/audit/record.ts';
import { readStore } from '../../store/read-store.ts';
import { StoreFolder } from '../../store/store-folder.ts';
import { dataFolderOf } from '../data-folder.ts';
import type { ActionOf } from '../define-command.ts';
import type { auditHeadCommand } from './audit-head-command.ts';

/** `leukoscope audit head`; while the app is in use too. */
export const auditHead: ActionOf<typeof auditHeadCommand> = async (_, given, context) => {
  const out = given.out === undefined ? null : resolve(context.cwd, given.out);
  if (out !== null) await requireNewFile(out);
  const head = await readStore(new StoreFolder(dataFolderOf(given.data, context)), headOf);
  if (out !== null) await writeHeadFile(out, head);
  const shown = given.out === undefined ? '' : `${typed(given.out)}\n`;
  return { document: { ...head, out: given.out ?? null }, text: `${head.seq} ${head.hash}\n${shown}` };
};

import { extname, resolve } from 'node:path';
import { requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { KnownOfModel } from '../../reports/model-page/known-of-model.ts';
import { modelPageDocument, modelPageHtml, modelPageMarkdown } from '../../reports/model-page/model-page.ts';
import { readKnown } from '../../reports/model-page/read-known.node.ts';
import type { ActionOf } from '../define-command.ts';
import type { CARD_FORMS, cardCommand } from './card-command.ts';

const FORMS: Readonly<Record<(typeof CARD_FORMS)[number], (known: KnownOfModel) => string>> = {
  '.html': modelPageHtml,
  '.md': modelPageMarkdown,
  '.json': (known) => `${JSON.stringify(modelPageDocument(known), null, 2)}\n`,
};

export const card: ActionOf<typeof cardCommand> = async ({ model }, { out, evaluation }, context) => {
  const { cwd, language, version, argv } = context;
  const target = out === undefined ? null : resolve(cwd, out);
  if (target !== null) await requireNewFile(target);
  const files = { model: resolve(cwd, model), evaluation: evaluation === undefined ? null : resolve(cwd, evaluation) };
  const origin = { version, madeOn: new Date(), argv };
  const known = { ...(await readKnown(files, model)), language, origin };
  if (target === null) return { document: modelPageDocument(known), text: modelPageMarkdown(known) };
  const form = extname(target).toLowerCase() as keyof typeof FORMS;
  await writeFileAtomic(target, FORMS[form](known));
  return { document: { ...modelPageDocument(known), out: target }, text: `${target}\n` };
};

import { extname, resolve } from 'node:path';
import { nodeRuntime } from '@leukoscope/engine/node';
import { requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import { type ModelProfile, profileModel } from '../../profiling/profile-model.ts';
import type { TimePart, WorkProfile } from '../../profiling/work-profile.ts';
import { profilePlot } from '../../reports/plots/profile-plot.ts';
import { PROFILE_TEXTS, percent } from '../../reports/plots/profile-plot-texts.ts';
import { profilePage } from '../../reports/profile-page.ts';
import type { CommandContext } from '../command-context.ts';
import type { ActionOf } from '../define-command.ts';
import { textTable } from '../text-table.ts';
import type { profileCommand } from './profile-command.ts';

const PLOT_WIDTH_PX = 900;
/** Rows of the table by layer; all of them are in the page and with `--json`. */
const MOST_LAYERS = 12;

export const profile: ActionOf<typeof profileCommand> = async (
  { model },
  { train, inference, batch, seconds, threads, out },
  context,
) => {
  const path = resolve(context.cwd, model);
  const file = out === undefined ? null : resolve(context.cwd, out);
  if (file !== null) await requireNewFile(file);
  const works = worksOf(train, inference);
  const request = { works, batch: batch ?? null, forMs: 1000 * seconds };
  const runtime = nodeRuntime(threads === undefined ? {} : { threads });
  const bytes = await readModelFile(path);
  const found = await profileModel({ bytes, path }, request, { ...context, runtime });
  if (file !== null) await writeFileAtomic(file, pictureOf(found, file, context));
  return { document: { ...found, ...(file !== null && { out: file }) }, text: textOf(found, file, context) };
};

/** Asked for neither: whatever the model has. */
function worksOf(train: boolean, inference: boolean): readonly WorkProfile['work'][] | null {
  const asked = [...(inference ? ['inference' as const] : []), ...(train ? ['training' as const] : [])];
  return asked.length > 0 ? asked : null;
}

function pictureOf(found: ModelProfile, file: string, { language, version, argv }: CommandContext): string {
  if (extname(file).toLowerCase() === '.svg') return profilePlot(found.works, { language, widthPx: PLOT_WIDTH_PX });
  return profilePage({ language, profile: found, origin: { version, madeOn: new Date(), argv } });
}

function textOf({ works, ...setting }: ModelProfile, file: string | null, { language }: CommandContext): string {
  const texts = PROFILE_TEXTS[language];
  const table = (heading: string, parts: readonly TimePart[]) =>
    textTable(
      [
        { heading, align: 'left' },
        { heading: 'ms', align: 'right' },
        { heading: texts.share, align: 'right' },
      ],
      parts.map(({ name, ms, share }) => [texts.names[name] ?? name, ms.toFixed(3), percent(share)]),
    );
  const ofWork = (work: WorkProfile) => [
    `${texts.result(work)}\n`,
    table(texts.byKind, work.kinds),
    table(texts.byLayer, work.layers.slice(0, MOST_LAYERS)),
    `${texts.profiler(work)}\n`,
  ];
  return [[`${texts.setting(setting)}\n`], ...works.map(ofWork), ...(file === null ? [] : [[`${file}\n`]])]
    .map((lines) => lines.join('\n'))
    .join('\n');
}

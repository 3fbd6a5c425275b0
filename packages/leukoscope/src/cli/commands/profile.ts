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
import { MACHINE_OPTION_TEXTS, machineOptions } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { flag, integer, number, one, parsed, withDefault } from '../options.ts';
import { textTable } from '../text-table.ts';

const PLOT_WIDTH_PX = 900;
/** Rows of the table by layer; all of them are in the page and with `--json`. */
const MOST_LAYERS = 12;

const PICTURE_EXPECTED = { en: 'a file that ends in .svg or .html', es: 'un archivo que termine en .svg o .html' };

const picture = (given: string) => (['.svg', '.html'].includes(extname(given).toLowerCase()) ? given : undefined);

export const profile = defineCommand({
  name: 'profile',
  arguments: { model: one },
  options: {
    train: flag(),
    inference: flag(),
    batch: integer('n', { min: 1, max: 4096 }),
    seconds: withDefault(number('s', { above: 0, max: 600 }), 5),
    threads: machineOptions.threads,
    out: parsed('file', PICTURE_EXPECTED, picture),
  },
  texts: {
    en: {
      summary: 'say where the time of training and inference goes',
      description:
        'Times inference and a training step of the network on random images, with the settings of its training, and shows what each kind of work and each layer takes. On a machine with other work the figures mean little.',
      arguments: { model: 'model file' },
      options: {
        train: 'only a training step (default: both)',
        inference: 'only inference (default: both)',
        batch: 'images in a step (default: as in the training of the model)',
        seconds: 'how long each is timed',
        threads: MACHINE_OPTION_TEXTS.en.threads,
        out: 'write a picture (.svg) or a page with all layers and operators (.html)',
      },
    },
    es: {
      summary: 'decir en qué se va el tiempo del entrenamiento y de la inferencia',
      description:
        'Mide la inferencia y un paso de entrenamiento de la red con imágenes aleatorias y los ajustes de su entrenamiento, y muestra qué toma cada tipo de trabajo y cada capa. En una máquina con otro trabajo las cifras dicen poco.',
      arguments: { model: 'archivo del modelo' },
      options: {
        train: 'solo un paso de entrenamiento (por defecto: ambos)',
        inference: 'solo la inferencia (por defecto: ambos)',
        batch: 'imágenes por paso (por defecto: como en el entrenamiento del modelo)',
        seconds: 'cuántos segundos se mide cada uno',
        threads: MACHINE_OPTION_TEXTS.es.threads,
        out: 'escribir un gráfico (.svg) o una página con todas las capas y operadores (.html)',
      },
    },
  },
  examples: [
    {
      run: 'leukoscope profile run/model.onnx --out profile.html',
      en: 'What each layer and kind of work takes, as a page',
      es: 'Qué toma cada capa y tipo de trabajo, como página',
    },
    {
      run: 'leukoscope profile run/model.onnx --inference --batch 1 --threads 1',
      en: 'One image at a time on one core',
      es: 'Una imagen cada vez en un núcleo',
    },
  ],
  async action({ model }, { train, inference, batch, seconds, threads, out }, context) {
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
  },
});

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

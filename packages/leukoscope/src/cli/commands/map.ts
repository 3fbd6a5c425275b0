import { resolve } from 'node:path';
import type { Predictor } from '../../classify/predictor.ts';
import type { Language } from '../../errors/entry.ts';
import { EXIT } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { typed } from '../../errors/wording.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import { FEWEST_MAPPED, placeCells } from '../../explain/cell-map.ts';
import { csvLine } from '../../files/csv.ts';
import { requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { RejectedImage } from '../../images/image-batch.ts';
import { type ImageStore, openImageStore } from '../../images/image-store.node.ts';
import { thumbnails } from '../../images/thumbnails.node.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import { type CellMapReport, cellMapPage, cellMapRows } from '../../reports/cell-map.ts';
import { type CellOfGroup, drawnCells } from '../cells-of-part.ts';
import type { CommandContext } from '../command-context.ts';
import type { ActionOf } from '../define-command.ts';
import { labelledCells } from '../labelled-cells.ts';
import { openModel } from '../open-model.ts';
import { rejectedOf } from '../rejected.ts';
import { preprocessingAtScale } from '../scale-option.ts';
import { toldOnce } from '../tell-warning.ts';
import type { mapCommand } from './map-command.ts';

/** Of the pictures shown under the pointer: 1,500 of them stay below 5 MB. */
const THUMBNAIL_PX = 72;
const BATCH = 128;

export const map: ActionOf<typeof mapCommand> = async ({ model: modelPath, dataset: named }, given, context) => {
  const { language, version, argv, signal } = context;
  const [out, table] = [given.out, given.table].map((file) => (file === undefined ? null : resolve(context.cwd, file)));
  for (const file of [out!, table!]) if (file !== null) await requireNewFile(file);
  const bytes = await readModelFile(resolve(context.cwd, modelPath));
  const { predictor, world } = await openModel(bytes, { path: modelPath, given, context, features: true });
  try {
    const { card } = predictor;
    const asked = { command: 'map', card, path: modelPath, given, context } as const;
    const { dataset, synthetic, cells: all } = await labelledCells(named, asked);
    const cells = drawnCells(all, { most: given.cells, seed: given.seed });
    const scale = { micronsPerPixel: given.micronsPerPixel, paths: cells.map(({ path }) => path) };
    const preprocessing = await preprocessingAtScale(card, scale, context);
    const { cacheFolder } = world;
    const store = await openImageStore({ cacheFolder, preprocessing, onWarning: toldOnce(context) });
    const seen = await seenBy(predictor, cells, { store, context }).finally(() => store.close());
    if (seen.scored.length < FEWEST_MAPPED) {
      const details = { dataset: dataset.name, cells: seen.scored.length, fewest: FEWEST_MAPPED };
      throw new LeukoscopeError('explain.too-few-for-map', details);
    }
    const onStep = (done: number, total: number) =>
      context.progress.report({ stage: 'map', unit: 'steps', done, total });
    const places = await placeCells(seen.features, { seed: given.seed, signal, onStep });
    const pathOf = new Map(cells.map(({ id, path }) => [id, path]));
    const paths = seen.scored.map(({ id }) => pathOf.get(id)!);
    const pictures = await thumbnails(paths, { sizePx: THUMBNAIL_PX, signal });
    const report: CellMapReport = {
      language,
      ...{ model: modelPath, dataset: dataset.name, threshold: card.threshold.threshold },
      cells: seen.scored.map((cell, at) => {
        const picture = pictures[at];
        return { ...cell, ...places[at]!, picture: typeof picture === 'string' ? picture : null };
      }),
      left: all.length - cells.length,
      rejected: seen.rejected.length,
      synthetic,
      origin: { version, madeOn: world.now(), argv },
    };
    await writeFileAtomic(out!, cellMapPage(report));
    if (table) await writeFileAtomic(table, cellMapRows(report).map(csvLine).join(''));
    for (const { reason } of seen.rejected) context.warn(reason.textIn(language).message);
    const mapped = report.cells.length;
    return {
      document: {
        out: given.out,
        table: given.table ?? null,
        cells: mapped,
        left: report.left,
        ...rejectedOf(seen.rejected),
      },
      text: `${TEXTS[language](mapped, typed(given.out))}\n`,
      exitCode: seen.rejected.length > 0 && !given.allowRejected ? EXIT.badInput : EXIT.done,
    };
  } finally {
    await predictor.close();
  }
};

interface SeenCells {
  readonly scored: readonly ScoredCell[];
  /** Of each, what the network makes of it. */
  readonly features: readonly Float32Array[];
  readonly rejected: readonly RejectedImage[];
}

async function seenBy(
  predictor: Predictor,
  cells: readonly CellOfGroup[],
  { store, context: { progress, signal } }: { readonly store: ImageStore; readonly context: CommandContext },
): Promise<SeenCells> {
  const scored: ScoredCell[] = [];
  const features: Float32Array[] = [];
  const rejected: RejectedImage[] = [];
  const report = (done: number) => progress.report({ stage: 'features', unit: 'images', done, total: cells.length });
  report(0);
  const paths = cells.map(({ path }) => path);
  for await (const batch of store.stream(paths, { batch: BATCH, signal })) {
    const predicted = await predictor.predict(batch.pixels);
    const width = predicted.features!.length / Math.max(1, batch.accepted.length);
    batch.accepted.forEach((index, at) => {
      const { id, patient, cellCode, label, group } = cells[index]!;
      scored.push({ id, patient, cellCode, label, group, probability: predicted.atypical[at]! });
      features.push(predicted.features!.slice(at * width, (at + 1) * width));
    });
    rejected.push(...batch.rejected);
    report(batch.first + batch.count);
  }
  return { scored, features, rejected };
}

const TEXTS: Readonly<Record<Language, (cells: number, out: string) => string>> = {
  en: (cells, out) => `Map of ${cells} cells: ${out}`,
  es: (cells, out) => `Mapa de ${cells} células: ${out}`,
};

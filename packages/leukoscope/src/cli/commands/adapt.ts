import { join, resolve } from 'node:path';
import { TrainedOnError } from '../../classify/score-cells.ts';
import { EXIT } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { type AdaptedSite, adaptSite } from '../../experiments/adaptation/adapt-site.ts';
import { adaptationPage } from '../../experiments/adaptation/adaptation-page.ts';
import {
  type AdaptationReport,
  type MissingReason,
  recommendationOf,
  verdictOf,
} from '../../experiments/adaptation/adaptation-report.ts';
import type { AdaptWorld } from '../../experiments/adaptation/picture-levers.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { RejectedImage } from '../../images/image-batch.ts';
import { openImageStore } from '../../images/image-store.node.ts';
import type { Lever } from '../../models/adaptation-card.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { readKnownCells, withCard } from '../../models/model-file.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import { trainedOn } from '../cells-of-part.ts';
import type { CommandContext } from '../command-context.ts';
import type { ActionOf, CommandResult } from '../define-command.ts';
import { openModel } from '../open-model.ts';
import { rejectedOf } from '../rejected.ts';
import { refuseSyntheticModel } from '../synthetic-model.ts';
import { tellWarning } from '../tell-warning.ts';
import { adaptedCard, groupsOf } from './adapt-card.ts';
import type { adaptCommand } from './adapt-command.ts';
import { type SiteScale, siteScale } from './adapt-scale.ts';
import { type SiteCells, siteCells } from './adapt-site-cells.ts';
import { adaptationText } from './adapt-text.ts';
import { trainingPictures } from './adapt-training.ts';

export const adapt: ActionOf<typeof adaptCommand> = async ({ model: path, dataset: named }, given, context) => {
  const out = resolve(context.cwd, given.out);
  const bytes = await readModelFile(resolve(context.cwd, path));
  const opened = await openModel(bytes, { path, given, context });
  const { predictor } = opened;
  try {
    const { card } = predictor;
    refuseAdapted(card, path);
    const site = await siteCells(named, given, { card, context });
    const synthetic = { model: card.training.dataset.synthetic, data: site.synthetic === 'all' };
    refuseSyntheticModel(synthetic, { path, card, allowed: given.allowSyntheticModel });
    await createOutputFolder(out);
    const { world, rejected } = adaptWorld(opened.world, context);
    const training = await trainingPictures({ reference: given.reference, path, predictor, world }, context);
    const paths = site.cells.pictures.map((cell) => cell.path);
    const { micronsPerPixel, seed } = given;
    const scale = await siteScale(card.preprocessing, training, { micronsPerPixel, paths }, context);
    // As the model is used here without being adapted.
    const atScale = { ...card, preprocessing: scale.preprocessing };
    const model = { bytes: await withCard(bytes, atScale), card: atScale };
    const request = { model, path, cells: site.cells, siteCrop: scale.crop, training, seed };
    const adapted = await adaptSite(request, world).catch((error: unknown) => {
      throw error instanceof TrainedOnError ? trainedOn(path, resolve(context.cwd, path), error) : error;
    });
    const report: AdaptationReport = {
      language: context.language,
      ...{ model: path, adapted: join(given.out, 'model.onnx') },
      ...reportOf(adapted, { site, scale, hasPictures: training !== null }),
      knownCellsDropped: adapted.levers.includes('norm') && readKnownCells(bytes, path) !== null,
      rejected: rejected.size,
      synthetic: { ...synthetic, data: site.synthetic !== 'none' },
      origin: { version: context.version, madeOn: opened.world.now(), argv: context.argv },
    };
    const cardOfAdapted = await adaptedCard(adapted, { bytes, site, scale, seed, signal: context.signal });
    const file = await withCard(adapted.model.bytes, cardOfAdapted);
    for (const { reason } of rejected.values()) context.warn(reason.textIn(context.language).message);
    const exitCode = rejected.size > 0 && !given.allowRejected ? EXIT.badInput : EXIT.done;
    return { ...(await written(report, { file, out, rejected: [...rejected.values()], seed })), exitCode };
  } finally {
    await predictor.close();
  }
};

/** @throws LeukoscopeError `adapt.adapted`: what its training cells look like is no longer what it makes of pictures. */
function refuseAdapted({ adaptation }: ModelCard, model: string): void {
  if (adaptation === undefined) return;
  throw new LeukoscopeError('adapt.adapted', { model, dataset: adaptation.dataset.name });
}

/** What adapting needs of the machine, and the images that could not be used, by their paths. */
function adaptWorld(
  { runtime, cacheFolder }: Awaited<ReturnType<typeof openModel>>['world'],
  context: CommandContext,
): { readonly world: AdaptWorld; readonly rejected: ReadonlyMap<string, RejectedImage> } {
  const rejected = new Map<string, RejectedImage>();
  const onWarning = (warning: LeukoscopeError) => tellWarning(warning, context);
  return {
    rejected,
    world: {
      ...{ runtime, progress: context.progress, signal: context.signal },
      // Pictures in colours that are only tried would fill the cache for nobody.
      openStore: (preprocessing) =>
        openImageStore({ cacheFolder: preprocessing.colour ? null : cacheFolder, preprocessing, onWarning }),
      onRejected: (images) => {
        for (const image of images) rejected.set(image.path, image);
      },
    },
  };
}

interface Circumstances {
  readonly site: SiteCells;
  readonly scale: SiteScale;
  /** Whether it is known what the training cells look like. */
  readonly hasPictures: boolean;
}

function reportOf(adapted: AdaptedSite, circumstances: Circumstances) {
  const { site, scale } = circumstances;
  const { levers, choice, unlabelled, lastLayer, rows, comparison, shift, model } = adapted;
  const verdict = verdictOf(comparison);
  const { pictures, test, patients: adapting } = site.cells;
  const patients = adapting === null ? null : { adapting, test: new Set(test.map(({ patient }) => patient)).size };
  return {
    ...{ dataset: site.name, levers, choice, unlabelled, lastLayer, rows, comparison, shift, verdict },
    recommended: recommendationOf(verdict, comparison),
    missing: missingLevers(adapted, circumstances),
    ...{ frames: scale.frames, isCut: scale.isCut },
    crops: {
      before: scale.preprocessing.crop,
      atScale: scale.crop ?? scale.preprocessing.crop,
      after: model.card.preprocessing.crop,
    },
    cells: { pictures: pictures.length, ...groupsOf(site), test: test.length, patients },
  };
}

function missingLevers(
  { available }: AdaptedSite,
  { site, scale, hasPictures }: Circumstances,
): Readonly<Partial<Record<Lever, MissingReason>>> {
  return {
    ...(scale.missing !== null && { scale: scale.missing }),
    ...(!hasPictures && { colour: 'no-pictures' }),
    ...(!available.includes('norm') && { norm: 'no-norm' }),
    ...(site.cells.labelled.length === 0 && { labels: 'no-labels' }),
  };
}

interface Results {
  readonly file: Uint8Array;
  readonly out: string;
  readonly rejected: readonly RejectedImage[];
  readonly seed: number;
}

/** The model last: where it is, all is. */
async function written(report: AdaptationReport, { file, out, rejected, seed }: Results): Promise<CommandResult> {
  const { language: _, origin: __, rejected: ___, ...found } = report;
  const document = { ...found, seed, ...rejectedOf(rejected) };
  const page = join(out, 'report.html');
  await writeFileAtomic(join(out, 'adaptation.json'), `${JSON.stringify(document, null, 2)}\n`);
  await writeFileAtomic(page, adaptationPage(report));
  await writeFileAtomic(join(out, 'model.onnx'), file);
  return { document: { ...document, report: page }, text: adaptationText(report, page) };
}

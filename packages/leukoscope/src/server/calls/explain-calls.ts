import type { Cell } from '../../cells/cell.ts';
import type { Scheme } from '../../cells/scheme.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { thumbnails } from '../../images/thumbnails.node.ts';
import type { DatasetCellRow } from '../../store/rows.ts';
import type { StoreParts } from '../../store/store.ts';
import { cardOf } from '../card-of.ts';
import type { Handlers } from '../handlers.ts';
import { classifyOutcomeOf } from '../jobs/outcomes.ts';
import { ModelExplainer } from '../model-explainer.ts';
import type { ServerWorld } from '../world.ts';

const NEAREST = 8;
const THUMBNAIL_PX = 128;

/** What a call rests on: a map of the picture, and the training cells that look most like it to the model. */
export function explainCalls({ store }: ServerWorld): Handlers<'getSaliency' | 'getNearest'> {
  // One model at a time: an ensemble of large networks fills the memory of a small machine.
  let opened: { readonly modelId: string; readonly explainer: Promise<ModelExplainer> } | null = null;
  const explainerOf = (modelId: string) => {
    if (opened?.modelId !== modelId) {
      const before = opened;
      opened = { modelId, explainer: ModelExplainer.open(store.models.path(modelId)) };
      void before?.explainer.then((explainer) => explainer.close());
    }
    return opened.explainer;
  };
  return {
    async getSaliency({ params: { id, number } }) {
      const { modelId, ...image } = await askedCell(id, number, store);
      const png = await (await explainerOf(modelId)).heatMap(image);
      return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } });
    },
    async getNearest({ params: { id, number } }) {
      const { modelId, ...image } = await askedCell(id, number, store);
      const model = await store.models.get(modelId);
      const { trainingId } = model;
      if (trainingId === null) throw new LeukoscopeError('api.not-found', { subject: 'training' });
      const { datasetVersionId } = await store.trainings.get(trainingId);
      const rows = await store.datasetVersions.cells(datasetVersionId);
      const { scheme } = cardOf(model);
      const cells = rows.map((row) => cellOf(row, { path: store.images.path(row.imageHash), scheme }));
      const near = await (await explainerOf(modelId)).nearest(image, cells, NEAREST);
      const pictures = await thumbnails(
        near.map(({ cell }) => cell.path),
        { sizePx: THUMBNAIL_PX },
      );
      return {
        cells: near.map(({ cell, similarity }, at) => {
          const picture = pictures[at]!;
          return {
            ...{ typeCode: cell.cellCode, group: cell.group, similarity },
            picture: typeof picture === 'string' ? picture : null,
          };
        }),
      };
    },
  };
}

/** @throws LeukoscopeError where there is no such cell, no model has seen it, or its predictions are hidden. */
async function askedCell(id: string, number: number, parts: StoreParts) {
  const { cases, cells, images } = parts;
  const row = await cases.get(id);
  const { modelId, blinded, state } = row;
  const { imageHash } = await cells.get(id, number);
  if (blinded && state === 'open') throw new LeukoscopeError('case.blinded', {});
  if (modelId === null) throw new LeukoscopeError('case.no-model', {});
  const outcome = await classifyOutcomeOf(row, parts);
  const micronsPerPixel = outcome?.micronsPerPixel ?? null;
  return { modelId, imageHash, path: images.path(imageHash), micronsPerPixel };
}

function cellOf(
  { imageHash, typeCode, patientId }: DatasetCellRow,
  { path, scheme }: { readonly path: string; readonly scheme: Scheme },
): Cell {
  const group = scheme.groups[typeCode];
  const isCounted = group === 'typical' || group === 'atypical';
  return {
    ...{ id: imageHash, path, label: typeCode, cellCode: typeCode, patient: patientId, presetSplit: null, extra: {} },
    group: isCounted ? group : null,
    excluded: isCounted ? null : 'scheme',
  };
}

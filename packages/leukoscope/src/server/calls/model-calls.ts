import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { BUILT_IN_SCHEMES, cellTypeIn, type Scheme } from '../../cells/scheme.ts';
import { readKnownCells, readModelCard } from '../../models/model-file.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import type { ModelRow } from '../../store/rows.ts';
import { allowedPath } from '../allowed-path.ts';
import type { Answer } from '../api/all-operations.ts';
import type { modelOperations } from '../api/models.ts';
import { cardOf } from '../card-of.ts';
import type { Handlers } from '../handlers.ts';
import { limitedBytes } from '../shell/body-limit.ts';
import { evaluationIn } from '../test-result.ts';
import type { ServerWorld } from '../world.ts';

type PageCalls = 'modelPage' | 'modelMap' | 'modelEvaluation';
type ModelCalls = Exclude<keyof typeof modelOperations, PageCalls>;

/** No network that we build has a tenth of it. */
const MOST_MODEL_BYTES = 2e9;

export function modelCalls(world: ServerWorld): Handlers<ModelCalls> {
  const { store, roots } = world;
  return {
    listSchemes: async () => ({ schemes: BUILT_IN_SCHEMES.map(schemeAnswer) }),
    async listModels() {
      const rows = await store.models.list();
      const presentFirst = rows.toSorted((a, b) => Number(b.state === 'present') - Number(a.state === 'present'));
      return { models: presentFirst.map(modelAnswer) };
    },
    async installModel({ body, query, request, caller }) {
      const bytes =
        body === undefined
          ? await limitedBytes(request, MOST_MODEL_BYTES)
          : await readModelFile(await allowedPath(body.path, roots));
      const card = await readModelCard(bytes, 'the model');
      const name = body?.name ?? query.name ?? `${card.training.dataset.name} · ${card.network.name}`;
      const types = card.types?.map(({ code }) => code) ?? [];
      return await store.transaction(async ({ models }) => {
        const row = await models.add(caller, { name, bytes, card, types });
        // The first one is there to be used.
        return modelAnswer((await models.present()) === null ? await models.promote(caller, row.id) : row);
      });
    },
    async getModel({ params: { id } }) {
      const row = await store.models.get(id);
      const card = cardOf(row);
      const known = readKnownCells(await readModelFile(store.models.path(id)), 'the model');
      return {
        ...modelAnswer(row),
        card,
        evaluation: evaluationIn(row.evaluation),
        scheme: schemeAnswer(card.scheme),
        keepsCells: known !== null && row.trainingId !== null,
      };
    },
    promoteModel: ({ params: { id }, caller, once }) =>
      once(async ({ models }) => modelAnswer(await models.promote(caller, id))),
    rollBackModel: ({ caller, once }) => once(async ({ models }) => modelAnswer(await models.rollBack(caller))),
    async downloadModel({ params: { id } }) {
      const { sha256 } = await store.models.get(id);
      const body = Readable.toWeb(createReadStream(store.models.path(id))) as ReadableStream;
      return new Response(body, {
        headers: {
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename="leukoscope-${sha256.slice(0, 12)}.onnx"`,
        },
      });
    },
  };
}

function modelAnswer(row: ModelRow): Answer<'promoteModel'> {
  const { id, name, sha256, state, installedAt, trainingId } = row;
  const { network, types, threshold, calibration, training } = cardOf(row);
  return {
    ...{ id, name, sha256, state, installedAt, trainingId },
    network: network.name,
    types: types?.map(({ code }) => code) ?? null,
    threshold: threshold.threshold,
    band: calibration === undefined ? null : calibration.band,
    synthetic: training.dataset.synthetic,
    dataset: training.dataset.name,
  };
}

/** Keys in the order of a keyboard's rows, typed without a second key; those that move and zoom are left out. */
const KEYS = '1234567890qwertyuiopdfgjklxcvbnm';

function schemeAnswer(scheme: Scheme): Answer<'getModel'>['scheme'] {
  const types = Object.entries(scheme.groups).map(([code, group], at) => {
    const { name, lineage, maturity } = cellTypeIn(scheme, code)!;
    return { code, name: { ...name }, group, lineage, maturity, key: KEYS[at] ?? null };
  });
  return { id: scheme.id, name: scheme.name, types };
}

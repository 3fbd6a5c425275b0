import { readFileSync } from 'node:fs';
import type { Group } from '../src/cells/scheme.ts';
import { ensembleCard } from '../src/models/ensemble-card.ts';
import type { ModelCard } from '../src/models/model-card.ts';
import { writeEnsembleFile, writeModelFile } from '../src/models/model-file.ts';
import { buildNetwork, NETWORKS } from '../src/models/networks.ts';
import { formulaTensors } from './formula-weights.ts';
import { tinyCard, tinyType } from './tiny-model.ts';

/** A map as explain/golden/maps.py stores it. */
export interface StoredMap {
  /** `sample` holds every so manieth element. */
  readonly every: number;
  readonly sample: readonly number[];
  readonly largest: number;
  /** Sum of all elements, each times an element of `formula(count, 1001)`. */
  readonly weighted: number;
}

/** A model, and what PyTorch says a call of it rests on. */
export interface ExplainedModel {
  readonly name: string;
  readonly sizePx: number;
  /** Of each class, 1 where it is atypical. */
  readonly groups: readonly number[];
  readonly networks: readonly {
    readonly network: 'cnn' | 'resnet18';
    readonly testViews: ModelCard['testViews'];
    readonly sizePx: number;
  }[];
  readonly layers: readonly { readonly channels: number; readonly rows: number }[];
  readonly logOdds: number;
  readonly saliency: StoredMap;
  readonly gradCam: Readonly<Record<Group, StoredMap>>;
}

/** Salt of the picture, and between the weights of two networks. */
export const PIXEL_SALT = 555;
const MEMBER_SALTS = 100;

export const EXPLAINED_MODELS = JSON.parse(
  readFileSync(new URL('../src/explain/golden/maps.json', import.meta.url), 'utf8'),
) as readonly ExplainedModel[];

/** The model's file; its weights are by a formula. */
export async function explainedModelFile({ groups, networks }: ExplainedModel): Promise<Uint8Array> {
  const types =
    groups.length === 2 ? null : groups.map((group, at) => tinyType(`T${at}`, group === 1 ? 'atypical' : 'typical'));
  const members: { path: string; card: ModelCard; bytes: Uint8Array }[] = [];
  for (const [at, { network, testViews, sizePx }] of networks.entries()) {
    const { preprocessing } = tinyCard();
    const card = tinyCard({
      network: NETWORKS[network].spec,
      types,
      testViews,
      preprocessing: { ...preprocessing, sizePx },
    });
    const built = buildNetwork(NETWORKS[network].spec, card.preprocessing, { classes: groups.length });
    const tensors = formulaTensors(built, { dtype: 'uint8', shape: [1, sizePx, sizePx, 3] }, MEMBER_SALTS * at);
    members.push({ path: `${at}.onnx`, card, bytes: await writeModelFile(card, { tensors }) });
  }
  const [only] = members as [(typeof members)[number]];
  if (members.length === 1) return only.bytes;
  return writeEnsembleFile(
    ensembleCard(members),
    members.map(({ bytes }) => bytes),
  );
}

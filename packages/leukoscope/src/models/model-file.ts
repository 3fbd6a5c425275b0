import {
  averageModels,
  exportModel,
  type ForeignModel,
  OnnxError,
  readOnnx,
  replaceMetadata,
  type TrainerState,
} from '@leukoscope/engine';
import { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { resampling } from '../images/resample-axis.ts';
import { type KnownCells, knownCellsSchema } from './known-cells.ts';
import { MODEL_CARD_VERSION, type ModelCard, modelCardSchema, upgradedCard } from './model-card.ts';
import { modelOutputs } from './model-outputs.ts';
import { CLASSES } from './model-types.ts';
import { buildNetwork } from './networks.ts';
import { sha256Of } from './sha256.ts';

const PRODUCER = 'leukoscope';
const CARD_KEY = 'leukoscope';
const KNOWN_CELLS_KEY = 'leukoscope.known-cells';
const CHECKSUM_KEY = 'leukoscope.sha256';
/** Stands where the checksum will, while it is worked out. */
const NO_CHECKSUM = '0'.repeat(64);

const headerSchema = z.object({ version: z.number() });

/** What a network has beside its form. */
export interface ModelState extends Pick<TrainerState, 'tensors'> {
  /** Where too few cells told what it knows, absent. */
  readonly knownCells?: KnownCells | undefined;
  /** The network of a `backbone`. */
  readonly backbone?: ForeignModel | undefined;
}

/**
 * A model as one plain `.onnx` file: input `x` uint8 `[N, size, size, 3]`, outputs `probabilities` `[N, 2]` (typical,
 * atypical) and those of `modelOutputs`, the card as metadata, and a checksum of the whole file (taken with zeros in its own place).
 */
export function writeModelFile(card: ModelCard, state: ModelState): Promise<Uint8Array> {
  const { network, preprocessing } = card;
  const { sizePx } = preprocessing;
  if (network.name === 'ensemble') throw new RangeError('writeModelFile() card: of an ensemble, see writeEnsembleFile');
  const bytes = exportModel({
    network: buildNetwork(network, preprocessing, {
      classes: card.types?.length ?? CLASSES.length,
      foreign: state.backbone,
    }),
    item: { dtype: 'uint8', shape: [sizePx, sizePx, 3] },
    state,
    outputs: modelOutputs(card),
    ...described(card, state.knownCells && JSON.stringify(knownCellsSchema.parse(state.knownCells))),
  });
  return sealed(bytes);
}

/**
 * Several models as one file that is used as any other: its probabilities are the means of theirs, its logits the
 * logarithms of these. The members are in it whole.
 *
 * @param card of the ensemble. @param members files that `readModelCard` takes, of cards that `requireFitting` takes.
 */
export function writeEnsembleFile(card: ModelCard, members: readonly Uint8Array[]): Promise<Uint8Array> {
  const ofTypes = card.types === null ? [] : ['typeProbabilities'];
  const { kernel, sizePx } = card.preprocessing;
  return sealed(
    averageModels(members, {
      means: ['probabilities', ...ofTypes],
      logarithm: { name: 'logits', of: ofTypes[0] ?? 'probabilities' },
      resamplings: card.members!.map((member) =>
        member.sizePx === undefined ? null : resampling(kernel, sizePx, member.sizePx),
      ),
      ...described(card),
    }),
  );
}

/**
 * The same model under another card: what it computes stays as it is.
 *
 * @param bytes that `readModelCard` takes, or took before constants were replaced.
 * @param knownCells dropped where the network makes other features of cells than when they were placed.
 */
export function withCard(
  bytes: Uint8Array,
  card: ModelCard,
  { knownCells = 'kept' }: { readonly knownCells?: 'kept' | 'dropped' } = {},
): Promise<Uint8Array> {
  const known = knownCells === 'kept' ? readOnnx(bytes).metadata[KNOWN_CELLS_KEY] : undefined;
  return sealed(replaceMetadata(bytes, described(card, known)));
}

/**
 * The cells that a model knows; `null` for a model that does not say: from before there was such a thing, an ensemble, or
 * with too few validation cells.
 *
 * @param bytes that `readModelCard` takes. @throws LeukoscopeError `model.other-version`.
 */
export function readKnownCells(bytes: Uint8Array, path: string): KnownCells | null {
  const text = readOnnx(bytes).metadata[KNOWN_CELLS_KEY];
  if (text === undefined) return null;
  const known = knownCellsSchema.safeParse(parseJson(text));
  if (known.success) return known.data;
  const details = { path, version: MODEL_CARD_VERSION, expected: MODEL_CARD_VERSION, field: KNOWN_CELLS_KEY };
  throw new LeukoscopeError('model.other-version', details, { cause: known.error });
}

function described(card: ModelCard, knownCells?: string) {
  return {
    metadata: {
      [CARD_KEY]: JSON.stringify(modelCardSchema.parse(card)),
      ...(knownCells !== undefined && { [KNOWN_CELLS_KEY]: knownCells }),
      [CHECKSUM_KEY]: NO_CHECKSUM,
    },
    producer: { name: PRODUCER, version: card.training.versions.leukoscope ?? '' },
  };
}

/** The file with its checksum where zeros stood. */
async function sealed(bytes: Uint8Array): Promise<Uint8Array> {
  const checksum = new TextEncoder().encode(await sha256Of(bytes));
  bytes.set(checksum, checksumPlace(bytes)!);
  return bytes;
}

/**
 * Reads and checks a model file's card.
 *
 * @param path names the file in errors.
 * @throws LeukoscopeError `model.unreadable`, `model.external-data`, `model.foreign`, `model.other-version`,
 * `model.altered`.
 */
export async function readModelCard(bytes: Uint8Array, path: string): Promise<ModelCard> {
  const { external, metadata, producer } = summarise(bytes, path);
  const [tensor] = external;
  if (tensor !== undefined)
    throw new LeukoscopeError('model.external-data', { path, tensor, tensors: external.length });
  const cardText = metadata[CARD_KEY];
  if (cardText === undefined) {
    // A file cut where one of its parts ends reads as a whole one without the rest.
    if (producer.startsWith(PRODUCER)) throw new LeukoscopeError('model.unreadable', { path });
    throw new LeukoscopeError('model.foreign', { path, producer });
  }
  // First: what another version calls its checksum, only that version knows.
  refuseOtherVersion(cardText, path);
  if (!(await holdsChecksum(bytes, metadata[CHECKSUM_KEY]))) throw new LeukoscopeError('model.altered', { path });
  return parseCard(cardText, path);
}

function summarise(bytes: Uint8Array, path: string) {
  try {
    return readOnnx(bytes);
  } catch (error) {
    throw error instanceof OnnxError ? new LeukoscopeError('model.unreadable', { path }, { cause: error }) : error;
  }
}

function refuseOtherVersion(cardText: string, path: string): void {
  const header = headerSchema.safeParse(upgradedCard(parseJson(cardText)));
  const version = header.data?.version ?? MODEL_CARD_VERSION;
  if (version !== MODEL_CARD_VERSION) {
    throw new LeukoscopeError('model.other-version', { path, version, expected: MODEL_CARD_VERSION, field: null });
  }
}

/** The card of a file whose checksum holds: what does not fit was written so, by a version that had another card. */
function parseCard(cardText: string, path: string): ModelCard {
  return readCard(parseJson(cardText), path);
}

/** A card as a file or a store holds it. @throws LeukoscopeError `model.other-version` if a version with other cards wrote it. */
export function readCard(kept: unknown, path: string): ModelCard {
  const card = modelCardSchema.safeParse(upgradedCard(kept));
  if (card.success) return card.data;
  const field = card.error.issues[0]?.path.join('.') || CARD_KEY;
  const details = { path, version: MODEL_CARD_VERSION, expected: MODEL_CARD_VERSION, field };
  throw new LeukoscopeError('model.other-version', details, { cause: card.error });
}

/** `undefined`, which no schema takes, for a text that is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function holdsChecksum(bytes: Uint8Array, checksum = ''): Promise<boolean> {
  const place = checksumPlace(bytes);
  if (place === null || !/^[0-9a-f]{64}$/.test(checksum)) return false;
  // A copy: the `slice` of a Buffer, as files are read into, would be a view of the same bytes.
  const blank = new Uint8Array(bytes);
  blank.set(new TextEncoder().encode(NO_CHECKSUM), place);
  return (await sha256Of(blank)) === checksum;
}

/**
 * Where the checksum stands: behind its key, as the second field of an entry and 64 bytes long. No text within the card
 * can look so, since JSON has no such control character; and metadata stand before the graph. `null` if it is nowhere.
 */
function checksumPlace(bytes: Uint8Array): number | null {
  const before = Uint8Array.of(...new TextEncoder().encode(CHECKSUM_KEY), 0x12, NO_CHECKSUM.length);
  for (let at = 0; at + before.length + NO_CHECKSUM.length <= bytes.length; at++) {
    if (before.every((byte, offset) => bytes[at + offset] === byte)) return at + before.length;
  }
  return null;
}

import { exportModel, OnnxError, readOnnx, type TrainerState } from '@leukoscope/engine';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { CLASSES, type ModelCard, modelCardSchema } from './model-card.ts';
import { buildNetwork } from './networks.ts';

const CARD_KEY = 'leukoscope';
const CHECKSUM_KEY = 'leukoscope.sha256';

/**
 * A model as one plain `.onnx` file: input `x` uint8 `[N, size, size, 3]`, outputs `logits` and `probabilities` `[N, 2]`
 * (typical, atypical), the card as metadata, and a checksum of both.
 */
export async function writeModelFile(card: ModelCard, state: Pick<TrainerState, 'tensors'>): Promise<Uint8Array> {
  const { sizePx } = card.preprocessing;
  const cardText = JSON.stringify(modelCardSchema.parse(card));
  const encode = (metadata: Record<string, string>) =>
    exportModel({
      network: buildNetwork(card.network, card.preprocessing, CLASSES.length),
      item: { dtype: 'uint8', shape: [sizePx, sizePx, 3] },
      state,
      metadata: { [CARD_KEY]: cardText, ...metadata },
      producer: { name: 'leukoscope', version: card.training.versions.leukoscope ?? '' },
    });
  const checksum = await checksumOf(readOnnx(encode({})).graph, cardText);
  return encode({ [CHECKSUM_KEY]: checksum });
}

/**
 * Reads and checks a model file's card.
 *
 * @param path names the file in errors.
 * @throws LeukoscopeError `model.unreadable`, `model.external-data`, `model.foreign`, `model.other-version`,
 * `model.altered`.
 */
export async function readModelCard(bytes: Uint8Array, path: string): Promise<ModelCard> {
  const summary = summarise(bytes, path);
  const [tensor] = summary.external;
  if (tensor !== undefined) {
    throw new LeukoscopeError('model.external-data', { path, tensor, tensors: summary.external.length });
  }
  const cardText = summary.metadata[CARD_KEY];
  if (cardText === undefined) throw new LeukoscopeError('model.foreign', { path, producer: summary.producer });
  const card = parseCard(cardText, path);
  if (summary.metadata[CHECKSUM_KEY] !== (await checksumOf(summary.graph, cardText))) {
    throw new LeukoscopeError('model.altered', { path });
  }
  return card;
}

function summarise(bytes: Uint8Array, path: string) {
  try {
    return readOnnx(bytes);
  } catch (error) {
    throw error instanceof OnnxError ? new LeukoscopeError('model.unreadable', { path }, { cause: error }) : error;
  }
}

function parseCard(text: string, path: string): ModelCard {
  const unusable = (got: string, cause?: unknown) =>
    new LeukoscopeError('model.other-version', { path, got, expected: 1 }, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unusable('a card that is no JSON', cause);
  }
  const card = modelCardSchema.safeParse(value);
  if (card.success) return card.data;
  const [issue] = card.error.issues;
  throw unusable(`${issue?.path.join('.') || 'card'}: ${issue?.message ?? 'invalid'}`, card.error);
}

async function checksumOf(graph: Uint8Array, cardText: string): Promise<string> {
  const card = new TextEncoder().encode(cardText);
  const content = new Uint8Array(card.length + graph.length);
  content.set(card);
  content.set(graph, card.length);
  const digest = await crypto.subtle.digest('SHA-256', content);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

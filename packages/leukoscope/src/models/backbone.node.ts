import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { ForeignModelError, foreignSides, type Runtime, readForeignModel } from '@leukoscope/engine';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readFailure } from '../files/system-error.ts';
import { type BackboneSpec, PAPER_HEAD } from './networks.ts';
import type { StartWeights } from './start-weights.ts';

/** The model file holds the whole network, and ONNX files end at 2 GB. */
const MOST_BYTES = 1024 ** 3;

/** Of a network that takes images of any size: what most were trained on. */
const USUAL_SIZE_PX = 224;

export interface BackboneRequest {
  /** Name of the value to use; `null`: the file's only output. */
  readonly output: string | null;
  /** Side of the images; `null`: what the file asks for. */
  readonly sizePx: number | null;
  /** In the user's words; `null` where nobody stated it. */
  readonly licence: string | null;
  /** Runs the network once, to find the sides of its features. */
  readonly runtime: Runtime;
}

export interface Backbone {
  readonly spec: BackboneSpec;
  readonly start: StartWeights;
  readonly sizePx: number;
}

/**
 * Reads another program's image network, for a head of ours to learn from what it makes of images.
 *
 * @param path an ONNX file of at most 1 GiB, its weights inside.
 * @throws LeukoscopeError `machine.cannot-read`, `backbone.too-large`, `backbone.unfit`, `backbone.size`, `backbone.cannot-run`.
 */
export async function readBackbone(path: string, request: BackboneRequest): Promise<Backbone> {
  const bytes = await readBounded(path);
  const start = unfitIn(path, () => startFromBackbone(bytes, request));
  const network = start.foreign.model;
  const sizePx = sizeFor(network.input, request.sizePx, path);
  try {
    const sides = await foreignSides(network, sizePx, request.runtime);
    return { spec: { name: 'backbone', ...PAPER_HEAD, output: network.output, sides: [...sides] }, start, sizePx };
  } catch (error) {
    throw error instanceof ForeignModelError ? unfit(path, error) : cannotRun(path, sizePx, error);
  }
}

/** @throws ForeignModelError */
export function startFromBackbone(
  bytes: Uint8Array,
  { output, licence }: Pick<BackboneRequest, 'output' | 'licence'>,
): StartWeights & { readonly foreign: NonNullable<StartWeights['foreign']> } {
  const model = readForeignModel(bytes, output ?? undefined);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { tensors: new Map(), foreign: { bytes, model }, sha256, id: null, licence };
}

async function readBounded(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new LeukoscopeError('backbone.too-large', { path, bytes: size, most: MOST_BYTES });
    return await readFile(path);
  } catch (error) {
    throw error instanceof LeukoscopeError ? error : readFailure(error, path);
  }
}

function sizeFor(
  { heightPx, widthPx }: { readonly heightPx: number | null; readonly widthPx: number | null },
  asked: number | null,
  path: string,
): number {
  const sizePx = asked ?? heightPx ?? widthPx ?? USUAL_SIZE_PX;
  const fits = [heightPx, widthPx].every((side) => side === null || side === sizePx);
  if (!fits) throw new LeukoscopeError('backbone.size', { path, sizePx, heightPx, widthPx });
  return sizePx;
}

function unfitIn<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof ForeignModelError ? unfit(path, error) : error;
  }
}

function unfit(path: string, cause: ForeignModelError): LeukoscopeError {
  const { reason, got } = cause;
  return new LeukoscopeError('backbone.unfit', { path, reason, got }, { cause });
}

function cannotRun(path: string, sizePx: number, cause: unknown): LeukoscopeError {
  const reason = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
  return new LeukoscopeError('backbone.cannot-run', { path, reason, sizePx }, { cause });
}

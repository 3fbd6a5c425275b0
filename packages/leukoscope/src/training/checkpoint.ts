import { createHash } from 'node:crypto';
import { readSafetensors, type SafeTensor, type TrainerState, toFloat32, writeSafetensors } from '@leukoscope/engine';
import { z } from 'zod';

/** Where a run stands, apart from its parameters. */
export const positionSchema = z.strictObject({
  /** Epochs completed. */
  epoch: z.int().min(0),
  /** Steps done of the epoch that is under way. */
  step: z.int().min(0),
  /** Of the epoch under way: items seen, sum of their losses, how many were called right. */
  items: z.int().min(0),
  lossSum: z.number(),
  right: z.int().min(0),
  /** The best epoch so far (counted from 1) and its figures, see `figuresOf`. */
  best: z.strictObject({ epoch: z.int().min(1), figures: z.array(z.number()) }).nullable(),
  stopped: z.boolean(),
});
export type Position = z.infer<typeof positionSchema>;

export const START: Position = { epoch: 0, step: 0, items: 0, lossSum: 0, right: 0, best: null, stopped: false };

export interface Checkpoint {
  readonly state: TrainerState;
  readonly position: Position;
  /** `fingerprintOf` the run: a checkpoint of another run, or of other settings, is not gone on with. */
  readonly run: string;
}

/** As one safetensors file: every tensor to the bit, the rest as metadata, and a checksum of it all. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { state, position, run } = checkpoint;
  const tensors = new Map<string, SafeTensor>(
    [...state.tensors].map(([name, { shape, data }]) => [name, { dtype: 'F32', shape, data }]),
  );
  const metadata = { run, step: String(state.step), position: JSON.stringify(position) };
  return writeSafetensors(tensors, { ...metadata, sha256: checksumOf(checkpoint) });
}

/** @throws Error if the bytes are no checkpoint, or not as they were written. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes);
  const checkpoint: Checkpoint = {
    state: {
      step: z.coerce.number().int().min(0).parse(metadata.step),
      tensors: new Map([...tensors].map(([name, tensor]) => [name, { shape: tensor.shape, data: toFloat32(tensor) }])),
    },
    position: positionSchema.parse(JSON.parse(metadata.position ?? 'null')),
    run: z.string().parse(metadata.run),
  };
  if (checksumOf(checkpoint) !== metadata.sha256) throw new Error('the checkpoint does not match its checksum');
  return checkpoint;
}

/** By name, as a file keeps its tensors in an order of its own. */
function checksumOf({ state, position, run }: Checkpoint): string {
  const hash = createHash('sha256').update(JSON.stringify({ run, step: state.step, position }));
  for (const name of [...state.tensors.keys()].sort()) {
    const { shape, data } = state.tensors.get(name)!;
    hash.update(JSON.stringify({ name, shape }));
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}

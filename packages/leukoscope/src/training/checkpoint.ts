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
  /** The best epoch so far (counted from 1) and its figure. */
  best: z.strictObject({ epoch: z.int().min(1), value: z.number() }).nullable(),
  stopped: z.boolean(),
});
export type Position = z.infer<typeof positionSchema>;

export const START: Position = { epoch: 0, step: 0, items: 0, lossSum: 0, right: 0, best: null, stopped: false };

export interface Checkpoint {
  readonly state: TrainerState;
  readonly position: Position;
}

/** As one safetensors file: every tensor to the bit, the rest as metadata. */
export function encodeCheckpoint({ state, position }: Checkpoint): Uint8Array {
  const tensors = new Map<string, SafeTensor>(
    [...state.tensors].map(([name, { shape, data }]) => [name, { dtype: 'F32', shape, data }]),
  );
  return writeSafetensors(tensors, { step: String(state.step), position: JSON.stringify(position) });
}

/** @throws Error if the bytes are no checkpoint. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes);
  return {
    state: {
      step: z.coerce.number().int().min(0).parse(metadata.step),
      tensors: new Map([...tensors].map(([name, tensor]) => [name, { shape: tensor.shape, data: toFloat32(tensor) }])),
    },
    position: positionSchema.parse(JSON.parse(metadata.position ?? 'null')),
  };
}

import type { Network } from '@leukoscope/engine';
import { z } from 'zod';
import type { Preprocessing } from '../images/preprocessing.ts';
import { CNN_MIN_SIZE_PX, cnn } from './cnn.ts';

/** Which network a model has; the registry of all that can be trained. To add one: its file, and a line here and below. */
export const networkSchema = z.discriminatedUnion('name', [z.strictObject({ name: z.literal('cnn') })]);
export type NetworkSpec = z.infer<typeof networkSchema>;

export const NETWORK_NAMES = ['cnn'] as const satisfies readonly NetworkSpec['name'][];

/** The smallest side of an image the network can take. */
export const MIN_SIZE_PX: Readonly<Record<NetworkSpec['name'], number>> = { cnn: CNN_MIN_SIZE_PX };

/** Builds the network: input uint8 `[N, size, size, 3]`, output logits `[N, classes]`. */
export function buildNetwork(spec: NetworkSpec, { mean, deviation }: Preprocessing, classes: number): Network {
  switch (spec.name) {
    case 'cnn':
      return cnn({ classes, mean, deviation });
  }
}

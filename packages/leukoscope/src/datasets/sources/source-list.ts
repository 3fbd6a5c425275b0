import { BLOODMNIST } from './bloodmnist.ts';
import type { DataSource } from './data-source.ts';
import { IMAGENET_WEIGHTS } from './imagenet-weights.ts';
import { JHU } from './jhu.ts';
import { LMU } from './lmu.ts';
import { PBC } from './pbc.ts';

/** Every data set, and all weights, that `leukoscope data get` knows, in the order it lists them. */
export const DATA_SOURCES: readonly DataSource[] = [...BLOODMNIST, PBC, LMU, JHU, ...IMAGENET_WEIGHTS];

import { BLOODMNIST } from './bloodmnist.ts';
import type { DataSource } from './data-source.ts';
import { JHU } from './jhu.ts';
import { LMU } from './lmu.ts';
import { PBC } from './pbc.ts';

/** Every data set that `leukoscope data get` knows, in the order it lists them. */
export const DATA_SOURCES: readonly DataSource[] = [...BLOODMNIST, PBC, LMU, JHU];

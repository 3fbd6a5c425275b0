import { join } from 'node:path';
import type { StartWeights } from '../models/start-weights.ts';
import { ExperimentFolder } from './experiment-folder.ts';
import { type PretrainedNetwork, reproductionRecordSchema } from './reproduction-record.ts';

/** The files of a reproduction: what was asked for, start weights, each run in a folder of its own, report and tables. */
export class ReproductionFolder extends ExperimentFolder<typeof reproductionRecordSchema> {
  constructor(path: string) {
    super(path, { recordName: 'reproduction.json', schema: reproductionRecordSchema });
  }

  /** Each table as CSV, and all of them in one Markdown file of numbers alone. */
  get tablesFolder(): string {
    return join(this.path, 'tables');
  }

  writeStart(network: PretrainedNetwork, start: StartWeights): Promise<void> {
    return this.writeWeights(network, start);
  }

  /** @throws LeukoscopeError `run.not-a-run` if they are missing or damaged. */
  start(network: PretrainedNetwork): Promise<StartWeights> {
    return this.weights(network);
  }
}

import { FIRST } from './0001-first.ts';
import { JOB_OUTCOME } from './0002-job-outcome.ts';

/** A step from one version of the tables to the next, as statements run in one transaction. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** In order; the version of a store is how many of them it has been through. Only ever add to the end. */
export const MIGRATIONS: readonly Migration[] = [
  { name: 'first', statements: FIRST },
  { name: 'job-outcome', statements: JOB_OUTCOME },
];

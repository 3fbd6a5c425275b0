import { randomStream } from '@leukoscope/engine';
import { type Evaluation, evaluate } from '../../evaluation/evaluate.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';

const TYPES = { atypical: ['MYO', 'PMO', 'EBO'], typical: ['NGS', 'LYT'] } as const;

/** Cells of which most are called rightly at a threshold of 0.4, three of ten atypical; patients P0, P1, … in turn. */
export function scoredCells(count: number, patients: number | null = 6): ScoredCell[] {
  const random = randomStream('scored cells', count);
  return Array.from({ length: count }, (_, at) => {
    const group = at % 10 < 3 ? 'atypical' : 'typical';
    const types = TYPES[group];
    const cellCode = types[Math.floor(random() * types.length)] ?? types[0];
    return {
      id: `cell-${at}.png`,
      patient: patients === null ? null : `P${at % patients}`,
      cellCode,
      label: cellCode,
      group,
      probability: Math.min(1, (group === 'atypical' ? 0.3 : 0) + 0.7 * random()),
    };
  });
}

export const THRESHOLD = 0.4;

export function evaluated(scored: readonly ScoredCell[], threshold: number = THRESHOLD): Evaluation {
  return evaluate(scored, { threshold, rejected: [], seed: 1, draws: 200 });
}

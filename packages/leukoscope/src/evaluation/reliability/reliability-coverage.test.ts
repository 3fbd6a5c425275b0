import { randomStream } from '@leukoscope/engine';
import { expect, test } from 'vitest';
import { scoredCells } from '../golden/scored-cells.ts';
import { expit } from '../logit.ts';
import { normalQuantile } from '../normal-distribution.ts';
import { reliabilityOf } from './reliability.ts';

const FULL = process.env.LEUKOSCOPE_FULL === '1';

/** Logarithms of the odds spread around -1 with deviation 2.5; a model that is `tooSure` multiplies them. */
const CASES = [
  { tooSure: 1, cells: 200 },
  { tooSure: 1.3, cells: 200 },
  { tooSure: 2, cells: 200 },
  { tooSure: 2, cells: 1_000 },
];

test.each(CASES)('a model $tooSure times too sure, $cells cells: the interval of its ECE holds the truth', (one) => {
  const random = randomStream(6, 'reliability', one.tooSure, one.cells);
  const [simulations, draws] = FULL ? [400, 400] : [60, 200];
  const truth = trueEce(one.tooSure);
  let held = 0;
  for (let simulation = 0; simulation < simulations; simulation++) {
    const odds = Array.from({ length: one.cells }, () => logOdds(random() || Number.MIN_VALUE));
    const cells = scoredCells(
      odds.map((own) => Number(random() < expit(own))),
      odds.map((own) => expit(one.tooSure * own)),
    );
    const { low, high } = reliabilityOf(cells, { draws, level: 0.95, random }).ece;
    held += Number(low! <= truth && truth <= high!);
  }
  const coverage = held / simulations;
  process.stdout.write(`ECE, ${one.tooSure} times too sure, ${one.cells} cells: coverage ${coverage.toFixed(3)}\n`);
  // Three standard errors below 0.95.
  expect(coverage).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / simulations));
});

function logOdds(probability: number): number {
  return -1 + 2.5 * normalQuantile(probability);
}

/** Of the whole population, over the same ten bins. */
function trueEce(tooSure: number): number {
  const excess = new Float64Array(10);
  const steps = 200_000;
  for (let step = 0; step < steps; step++) {
    const odds = logOdds((step + 0.5) / steps);
    const probability = expit(tooSure * odds);
    excess[Math.min(9, Math.floor(probability * 10))]! += (probability - expit(odds)) / steps;
  }
  return excess.reduce((sum, one) => sum + Math.abs(one), 0);
}

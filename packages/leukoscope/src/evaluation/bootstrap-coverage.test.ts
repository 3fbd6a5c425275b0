import { randomStream } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { bootstrapPatients, FEW_PATIENTS } from './bootstrap.ts';
import { expit } from './logit.ts';
import { normalProbability, normalQuantile } from './normal-distribution.ts';

/**
 * With 3,000 simulations of 1,000 draws (standard error 0.005), nominal 0.95, by number of patients:
 *
 * | logit of the sensitivity (its mean)  |     5 |    10 |    20 |    40 |    60 |    80 |   120 |
 * | ------------------------------------ | ----- | ----- | ----- | ----- | ----- | ----- | ----- |
 * | 1 ± 0.7 (0.712)                      | 0.911 | 0.936 | 0.942 | 0.941 | 0.945 | 0.940 | 0.943 |
 * | 2.5 ± 1 (0.895)                      | 0.869 | 0.910 | 0.920 | 0.930 | 0.935 | 0.938 | 0.945 |
 * | 3.5 ± 1.2 (0.948)                    | 0.823 | 0.856 | 0.882 | 0.909 | 0.923 | 0.927 | 0.929 |
 *
 * Plain percentiles in place of expanded ones: 0.735, 0.827, 0.857, 0.894 for 5, 10, 20, 40 patients in the last row.
 */
const MEASURED = [
  { patients: 5, holds: 0.869 },
  { patients: 10, holds: 0.91 },
  { patients: 20, holds: 0.92 },
  { patients: 40, holds: 0.93 },
  { patients: 80, holds: 0.938 },
];
const POPULATION: Population = { meanLogit: 2.5, deviation: 1 };

describe('coverage of the interval over patients', () => {
  test.each(MEASURED)('of $patients patients is $holds as measured', ({ patients, holds }) => {
    const found = coverage(POPULATION, { patients, simulations: 500, draws: 500 });
    const warned = patients < FEW_PATIENTS ? ', with a warning' : '';
    process.stdout.write(`Patient bootstrap, nominal 0.95, ${patients} patients: ${found.toFixed(3)}${warned}\n`);
    // Three standard errors of 500 simulations.
    expect(Math.abs(found - holds)).toBeLessThan(3 * Math.sqrt((holds * (1 - holds)) / 500));
  });

  test('the warning covers every number of patients that misses by more than two points', () => {
    const missing = MEASURED.filter(({ holds }) => holds < 0.93).map(({ patients }) => patients);
    expect(missing.every((patients) => patients < FEW_PATIENTS)).toBe(true);
  });
});

/** Sensitivities that vary between patients: normal on the logit scale. */
interface Population {
  readonly meanLogit: number;
  readonly deviation: number;
}

interface Simulation {
  readonly patients: number;
  readonly simulations: number;
  readonly draws: number;
}

/** How often the 95% interval over patients, each with 20 to 149 atypical cells, holds the true sensitivity. */
function coverage({ meanLogit, deviation }: Population, { patients, simulations, draws }: Simulation): number {
  const random = randomStream(11, 'coverage', meanLogit, patients);
  const truth = meanSensitivity({ meanLogit, deviation });
  let covered = 0;
  for (let simulation = 0; simulation < simulations; simulation++) {
    const cells: number[] = [];
    const found: number[] = [];
    for (let patient = 0; patient < patients; patient++) {
      const sensitivity = expit(meanLogit + deviation * normalQuantile(random() || Number.MIN_VALUE));
      const count = 20 + Math.floor(random() * 130);
      cells.push(count);
      found.push(Array.from({ length: count }, random).filter((chance) => chance < sensitivity).length);
    }
    const statistics = (weights: Uint32Array): { sensitivity: number } => {
      let [all, hits] = [0, 0];
      for (let patient = 0; patient < patients; patient++) {
        all += weights[patient]! * cells[patient]!;
        hits += weights[patient]! * found[patient]!;
      }
      return { sensitivity: hits / all };
    };
    const options = { bearing: { sensitivity: patients }, draws, level: 0.95, random };
    const { low, high } = bootstrapPatients(patients, statistics, options).sensitivity;
    covered += Number(low! <= truth && truth <= high!);
  }
  return covered / simulations;
}

/** By the trapezium rule over ±8 deviations. */
function meanSensitivity({ meanLogit, deviation }: Population): number {
  const step = 0.001;
  let mean = 0;
  for (let z = -8; z < 8; z += step) {
    mean += expit(meanLogit + deviation * (z + step / 2)) * (normalProbability(z + step) - normalProbability(z));
  }
  return mean;
}

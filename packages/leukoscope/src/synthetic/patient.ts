import { randomStream } from '@leukoscope/engine';
import { DIAGNOSES, type Diagnosis, type Differential, drawDifferential } from './differential.ts';
import { pickWeighted } from './draws.ts';
import { drawSmearStyle, type SmearStyle } from './smear-style.ts';

/** Someone who does not exist. */
export interface SyntheticPatient {
  /** Unique to the seed: `synthetic-7-01` is the first patient of seed 7. */
  readonly id: string;
  readonly diagnosis: Diagnosis;
  readonly differential: Differential;
  readonly style: SmearStyle;
}

export interface PatientRequest {
  readonly seed: number;
  /** Counted from 0. */
  readonly patient: number;
  /** Left out: every second patient is healthy, the others have one of the leukaemias. */
  readonly diagnosis?: Diagnosis;
}

/** How many of the ill have which disease. */
const DISEASES = { aml: 0.5, 'aml-monocytic': 0.25, apl: 0.25 } as const satisfies Partial<Record<Diagnosis, number>>;

/**
 * The same for the same request, whatever was generated before. The smear's style comes from a stream of its own, so that
 * nothing about stain, light or red cells can tell the diagnosis.
 *
 * @throws RangeError if `patient` is not a whole number from 0 up or `diagnosis` is unknown
 */
export function generatePatient({ seed, patient, diagnosis }: PatientRequest): SyntheticPatient {
  if (!Number.isSafeInteger(patient) || patient < 0) {
    throw new RangeError(`patient: got ${patient}, expected a whole number from 0 up`);
  }
  if (diagnosis !== undefined && !DIAGNOSES.includes(diagnosis)) {
    throw new RangeError(`diagnosis: got '${diagnosis}', expected one of ${DIAGNOSES.join(', ')}`);
  }
  const random = randomStream(seed, 'synthetic', 'patient', patient);
  const disease = pickWeighted(random, DISEASES);
  const has = diagnosis ?? (patient % 2 === 0 ? 'healthy' : disease);
  return {
    id: `synthetic-${seed}-${String(patient + 1).padStart(2, '0')}`,
    diagnosis: has,
    differential: drawDifferential(random, has),
    style: drawSmearStyle(randomStream(seed, 'synthetic', 'style', patient)),
  };
}

import type { LookTally } from '../evaluation/promises/cell-look.ts';
import { type ShiftTest, shiftTest } from '../evaluation/promises/shift-alarm.ts';
import type { Calibration } from '../models/calibration-card.ts';
import type { ModelCard } from '../models/model-card.ts';

/** What a calibrated model promises of the images at hand. */
export interface PromiseInUse {
  readonly goal: Calibration['goal'];
  readonly unit: Calibration['unit'];
  readonly dataset: Calibration['dataset'];
  readonly band: Calibration['band'];
  /** Whether they look like those of the calibration; `null` where that cannot be checked. */
  readonly shift: ShiftTest | null;
  /** There was a promise, and it does not hold here: the images look unlike those of the calibration. */
  readonly withdrawn: boolean;
}

/** @param looks of the images at hand. @returns `null` for a model that was not calibrated. */
export function promiseInUse({ calibration }: ModelCard, looks: LookTally): PromiseInUse | null {
  if (calibration === undefined) return null;
  const { goal, unit, dataset, band } = calibration;
  const shift = shiftTest(calibration.looks, looks.means());
  return { goal, unit, dataset, band, shift, withdrawn: 'missed' in goal && shift?.alarm === true };
}

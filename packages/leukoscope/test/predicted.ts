import type { Predicted } from '../src/classify/predictor.ts';
import { logit } from '../src/evaluation/logit.ts';

/** What a predictor that stands in for a model gives. */
export function predicted(atypical: Float32Array, types: Float32Array | null = null): Predicted {
  return { atypical, logOdds: atypical.map(logit), types, strangeness: null, looks: null, features: null };
}

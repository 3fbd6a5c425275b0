import { describe, expect, it } from 'vitest';
import { labelKey } from './label-key.ts';

describe('the key of a label', () => {
  it.each([
    ['Neutrophil (band)', 'neutrophilband'],
    ['neutrophil_band', 'neutrophilband'],
    ['  NEUTROPHIL-BAND ', 'neutrophilband'],
    ['célula típica', 'celulatipica'],
    ['ce\u0301lula ti\u0301pica', 'celulatipica'],
    ['MYO2', 'myo2'],
    ['--', ''],
  ])('%j is %j', (label, key) => {
    expect(labelKey(label)).toBe(key);
  });
});

import { describe, expect, it } from 'vitest';
import { identifyingColumns, identifyingNames } from './identifying-names.ts';
import { masked } from './mask.ts';

describe('names that may tell who a person is', () => {
  it.each([
    ['Garcia_Maria_01', 'person-name'],
    ['JuanPerez-3', 'person-name'],
    ['LOPEZ, José', 'person-name'],
    ['sofía hernández 2', 'person-name'],
    ['MRN0012345_c1', 'record-number'],
    ['NHC-99881', 'record-number'],
    ['acc 20114455', 'record-number'],
    ['S21-12345', 'record-number'],
    ['H 2019-00452 cell 4', 'record-number'],
    ['1974-03-12_blast', 'date'],
    ['12.03.1974', 'date'],
    ['cell_31-12-2020_7', 'date'],
    ['slide_204455667788_c3', 'barcode'],
    ['SL400200300', 'barcode'],
    ['4055512345678', 'barcode'],
  ])('%s: %s', (name, kind) => {
    expect(identifyingNames([name])).toEqual([kind]);
  });

  it.each([
    ...['Patient_62__GT_13162308', 'BA_214889', 'MYO_codeocean_03t', 'ERB_34345', 'LYT_2850', 'PMO_0021', 'blast'],
    ...['neutrophil_segmented', 'giant_thrombocyte', 'AML-Cytomorphology_LMU', 'cell-00000123', 'image_0000000042'],
    ...[
      'train_000017',
      '1700000000123',
      '3f2504e04f8911d39a0c0305e82c3301',
      'IMG_20',
      'IMG400200300',
      'P0',
      'Case 12',
      'May-Giemsa',
    ],
    ...[
      '40x_oil_100ms',
      'v2.1.3',
      'synthetic-1',
      'KSC_0001 (2)',
      'patient-07',
      'rosa',
      'Maria',
      'Grace 24 b',
      'DSC_0042',
    ],
    ...['monocyte copy 2', 'Martin cells'],
  ])('%s tells nobody', (name) => {
    expect(identifyingNames([name])).toEqual([null]);
  });

  it('are eight digits only where most of them read as dates', () => {
    const days = ['c_19740312', 'c_20011230', 'c_19881101', 'c_99999999'];
    expect(identifyingNames(days)).toEqual(['date', 'date', 'date', null]);
    const numbers = ['c_19740312', 'c_13162308', 'c_10414264', 'c_88888888'];
    expect(identifyingNames(numbers)).toEqual([null, null, null, null]);
  });

  it('are columns with such a heading', () => {
    const columns = [
      'path',
      'label',
      'patient',
      'patient_name',
      'DOB',
      'fecha de nacimiento',
      'mrn',
      'low_nucleus',
      'nombre',
    ];
    expect(identifyingColumns(columns)).toEqual(['patient_name', 'DOB', 'fecha de nacimiento', 'mrn', 'nombre']);
  });
});

describe('masked', () => {
  it.each([
    ['Garcia_S21-12345.jpg', 'G•••••_S••-•••••.jpg'],
    ['José Pérez', 'J••• P••••'],
    ['12.03.1974', '••.••.••••'],
    ['4055512345678', '•••••••••••••'],
    ['', ''],
  ])('%s is %s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });
});

import { describe, expect, test } from 'vitest';
import { type CellMapReport, cellMapPage, cellMapRows, type MappedCell } from './cell-map.ts';

const PICTURE = 'data:image/webp;base64,UklGRg==';
const HOSTILE = '<img src=x onerror=alert(1)>';

const cell = (id: string, group: 'typical' | 'atypical', probability: number, more = {}): MappedCell => ({
  ...{ id, group, probability, patient: 'P1', cellCode: null, label: 'blast', picture: PICTURE },
  ...{ x: probability, y: 2 * probability },
  ...more,
});

const report = (cells: readonly MappedCell[]): CellMapReport => ({
  language: 'en',
  ...{ model: 'run/model.onnx', dataset: 'cells', threshold: 0.5, cells, left: 3, rejected: 1 },
  synthetic: { data: false, model: false },
  origin: { version: '0.1.0', madeOn: new Date(0), argv: ['map'] },
});

const CELLS = [
  cell('a', 'typical', 0.1),
  cell('b', 'atypical', 0.9, { picture: null }),
  cell('c', 'atypical', 0.45, { label: 'nearly' }),
  cell('d', 'typical', 0.98, { label: 'surely' }),
];

describe('the page of a map', () => {
  const page = cellMapPage(report(CELLS));

  test('has every cell once, as a link with what is known of it, and its picture once', () => {
    expect(page.match(/class="mapped"/g)).toHaveLength(4);
    expect(page.match(/UklGRg==/g)).toHaveLength(3);
    expect(page).toContain('<title>nearly: atypical · called typical (0.450) · patient P1</title>');
  });

  test('lists wrong calls, the surest first, each a link to its place', () => {
    const errors = page.slice(page.indexOf('id="errors"'));
    const [surely, nearly] = ['href="#cell-3">surely', 'href="#cell-2">nearly'].map((link) => errors.indexOf(link));
    expect(surely).toBeGreaterThan(0);
    expect(nearly).toBeGreaterThan(surely!);
    expect(errors).not.toContain('href="#cell-0"');
  });

  test('says what is not on it', () => {
    expect(page).toContain('4 cells');
    expect(page).toContain('3 more cells are not on the map');
    expect(page).toContain('1 images could not be used');
  });

  test('holds labels and patients as text', () => {
    const hostile = cellMapPage(report([...CELLS, cell('e', 'typical', 0.2, { label: HOSTILE, patient: HOSTILE })]));
    expect(hostile).not.toContain('<img');
    expect(hostile).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('in Spanish', () => {
    expect(cellMapPage({ ...report(CELLS), language: 'es' })).toContain('llamada atípica (0.980)');
  });

  test('of cells in one place is drawn all the same', () => {
    expect(cellMapPage(report(CELLS.map((one) => ({ ...one, x: 1, y: 1 }))))).not.toMatch(/NaN|Infinity/);
  });
});

test('the places are a table too', () => {
  const [headings, first] = cellMapRows(report(CELLS));
  expect(headings).toEqual(['cell', 'patient', 'cell_code', 'label', 'group', 'probability', 'x', 'y']);
  expect(first).toEqual(['a', 'P1', null, 'blast', 'typical', 0.1, 0.1, 0.2]);
});

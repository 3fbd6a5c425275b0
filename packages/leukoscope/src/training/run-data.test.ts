import { describe, expect, test } from 'vitest';
import { tinySettings } from '../../test/tiny-model.ts';
import type { Cell } from '../cells/cell.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { makeCell } from '../datasets/testing/make-cell.ts';
import type { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { withClasses } from './run-data.ts';
import type { TrainSettings } from './train-settings.ts';

const cellOf = (label: string | null, group: Cell['group']) =>
  makeCell({ id: `${label}`, cellCode: null, label, group });
const THREE = [cellOf('a', 'typical'), cellOf('b', 'typical'), cellOf('c', 'atypical')];
const PLATELET = cellOf(null, null);

function settledFor(settings: TrainSettings, cells: readonly Cell[]) {
  const warnings: LeukoscopeError[] = [];
  const world = { onWarning: (warning: LeukoscopeError) => warnings.push(warning) };
  return { settings: withClasses(settings, { cells } as Dataset, world), warnings: warnings.map(({ code }) => code) };
}

describe('classes as the labels allow', () => {
  const auto = tinySettings({ classes: 'auto' });

  test('are types where each cell of a group has one', () => {
    expect(settledFor(auto, [...THREE, PLATELET])).toEqual({ settings: { ...auto, classes: 'types' }, warnings: [] });
  });

  test('are groups where one has none, and it is told', () => {
    const { settings, warnings } = settledFor(auto, [...THREE, cellOf(null, 'atypical')]);
    expect([settings.classes, warnings]).toEqual(['groups', ['training.groups-alone']]);
  });

  test('are the same for teachers that are trained', () => {
    const by = { kind: 'recipe' as const, name: 'teacher', settings: auto, models: 2 };
    const taught = { ...auto, teaching: { weight: 0.5, temperature: 2, by } };
    const { teaching } = settledFor(taught, THREE).settings;
    expect(teaching!.by).toEqual({ ...by, settings: { ...auto, classes: 'types' } });
  });

  test('are not touched where they were chosen', () => {
    for (const classes of ['groups', 'types'] as const) {
      expect(settledFor(tinySettings({ classes }), THREE).settings).toEqual(tinySettings({ classes }));
    }
    expect(() => settledFor(tinySettings({ classes: 'types' }), [...THREE, cellOf(null, 'typical')])).toThrow(
      expect.objectContaining({ code: 'training.no-type' }),
    );
  });
});

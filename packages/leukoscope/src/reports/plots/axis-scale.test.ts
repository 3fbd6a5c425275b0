import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { horizontalScale, verticalScale } from './axes.ts';
import type { AxisSpec } from './axis-scale.ts';
import { readNumber } from './testing/read-number.ts';
import { SMALL_TEXT_PX, textWidthPx } from './text.ts';

const LINEAR: AxisSpec = { kind: 'linear', title: 'a' };
const LOG: AxisSpec = { kind: 'log', title: 'a' };
const values = (spec: AxisSpec, data: readonly number[], lengthPx = 400) =>
  horizontalScale(spec, data, lengthPx)?.ticks.map(({ value }) => value);

describe('ticks', () => {
  it('of a share go from 0 to 1', () => {
    expect(values({ ...LINEAR, include: [0, 1] }, [0.3], 600)).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
    expect(values({ ...LINEAR, include: [0, 1] }, [0.3], 150)).toEqual([0, 0.5, 1]);
  });

  it('of things counted are whole, and the axis ends with the data', () => {
    const spec: AxisSpec = { ...LINEAR, wholeNumbers: true };
    expect(values(spec, [1, 45])).toEqual([5, 10, 15, 20, 25, 30, 35, 40, 45]);
    expect(horizontalScale(spec, [1, 45], 400)?.domain).toEqual([1, 45]);
    expect(values(spec, [1, 2])).toEqual([1, 2]);
    expect(values(spec, [1])).toEqual([1]);
  });

  it('of learning rates are powers of ten, with small ones at twice to nine times', () => {
    const scale = horizontalScale(LOG, [1e-6, 0.037], 600);
    expect(scale?.domain).toEqual([1e-6, 0.037]);
    expect(scale?.ticks.map(({ label }) => label)).toEqual(['10⁻⁶', '10⁻⁵', '10⁻⁴', '10⁻³', '10⁻²']);
    expect(scale?.minorTicks).toHaveLength(34);
    expect(scale?.minorTicks.at(-1)).toBeCloseTo(0.03, 12);
    expect(values(LOG, [1e-6, 0.037], 120)).toEqual([1e-6, 1e-4, 1e-2]);
    expect(horizontalScale(LOG, [1e-6, 0.037], 120)?.minorTicks).toEqual([]);
  });

  it('of a short logarithmic axis stand within the decade too', () => {
    expect(values(LOG, [0.02, 0.5])).toEqual([0.02, 0.05, 0.1, 0.2, 0.5]);
    expect(values(LOG, [0.0021, 0.0045])).toEqual([0.001, 0.002, 0.005, 0.01]);
  });

  it('keep their distance', () => {
    for (const lengthPx of [120, 300, 1200]) {
      const scale = verticalScale({ ...LINEAR, include: [0] }, [0.731], lengthPx);
      const positions = scale?.ticks.map(({ value }) => scale.at(value)) ?? [];
      expect(positions.length).toBeGreaterThan(1);
      for (const [index, px] of positions.slice(1).entries()) expect(positions[index]! - px).toBeGreaterThan(30);
    }
  });

  it('have labels that stand apart', () => {
    for (let lengthPx = 100; lengthPx <= 400; lengthPx += 20) {
      const scale = horizontalScale({ ...LINEAR, include: [1e-5] }, [9.5e-5], lengthPx);
      const boxes = (scale?.ticks ?? []).map(({ value, label }) => {
        const half = textWidthPx(label, SMALL_TEXT_PX) / 2;
        return [scale!.at(value) - half, scale!.at(value) + half] as const;
      });
      expect(boxes.length).toBeGreaterThan(1);
      for (const [index, [start]] of boxes.slice(1).entries()) expect(start - boxes[index]![1]).toBeGreaterThan(11);
    }
  });
});

describe('an axis', () => {
  const anyAxis = fc.record({
    log: fc.boolean(),
    upright: fc.boolean(),
    whole: fc.boolean(),
    lengthPx: fc.integer({ min: 60, max: 1200 }),
    data: fc.array(fc.double({ min: -1e38, max: 1e38, noNaN: true }), { minLength: 1, maxLength: 5 }),
  });

  it('holds its data and its ticks, whose labels differ, stand in order and say where they are', () => {
    fc.assert(
      fc.property(anyAxis, ({ log, upright, whole, lengthPx, data }) => {
        const spec: AxisSpec = { kind: log ? 'log' : 'linear', title: 'a', wholeNumbers: whole && !log };
        const positive = (value: number) => Math.max(1e-38, Math.abs(value));
        const counted = (value: number) => (whole ? Math.round(value % 1e6) : value);
        const shown = data.map(log ? positive : counted);
        const scale = upright ? verticalScale(spec, shown, lengthPx) : horizontalScale(spec, shown, lengthPx);
        if (scale === null) throw new Error('no axis');
        const [low, high] = scale.domain;
        expect(low).toBeLessThan(high);
        for (const value of [...shown, ...scale.ticks.map((tick) => tick.value), ...scale.minorTicks]) {
          expect(scale.at(value)).toBeGreaterThanOrEqual(-1e-6);
          expect(scale.at(value)).toBeLessThanOrEqual(lengthPx + 1e-6);
        }
        const labels = scale.ticks.map(({ label }) => label);
        expect(new Set(labels).size).toBe(labels.length);
        for (const { value, label } of scale.ticks) {
          const away = scale.at(readNumber(label)) - scale.at(value);
          expect(Math.abs(away)).toBeLessThan(0.5);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('needs something to measure', () => {
    expect(horizontalScale(LINEAR, [], 400)).toBeNull();
    expect(horizontalScale({ ...LINEAR, include: [0, 1] }, [], 400)?.domain).toEqual([0, 1]);
  });

  it('around one value has that value inside', () => {
    for (const value of [0, 0.69, -3, 1e-300]) {
      const [low = 0, high = 0] = verticalScale(LINEAR, [value, value], 300)?.domain ?? [];
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
    expect(horizontalScale(LOG, [0.001], 300)?.domain).toEqual([0.0001, 0.01]);
  });

  it('ends where its limits say', () => {
    expect(verticalScale({ ...LINEAR, limits: [0.1, 0.93] }, [-5, 5], 300)?.domain).toEqual([0.1, 0.93]);
  });

  it('refuses what it cannot place', () => {
    expect(() => horizontalScale(LINEAR, [Number.NaN], 400)).toThrow(`values of the axis 'a' must be finite, got NaN`);
    expect(() => horizontalScale(LOG, [0, 1], 400)).toThrow(
      `values of the logarithmic axis 'a' must be positive, got 0`,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, type Palette, styleSheet } from './theme.ts';

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

/** Machado, Oliveira and Fernandes 2009 (doi 10.1109/TVCG.2009.113), severity 1, on linear RGB. */
const SIGHTS: Readonly<Record<string, Matrix>> = {
  'normal sight': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** From linear sRGB to XYZ over the white point D65. */
const TO_XYZ: Matrix = [
  [0.433953, 0.37622, 0.189826],
  [0.2126729, 0.7151522, 0.072175],
  [0.0177578, 0.1094769, 0.8727654],
];

const times = (matrix: Matrix, [a, b, c]: Vector): Vector => {
  const [x, y, z] = matrix.map(([p, q, r]) => p * a + q * b + r * c);
  return [x ?? 0, y ?? 0, z ?? 0];
};

function linear(colour: string): Vector {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

const luminance = (colour: string) => times(TO_XYZ, linear(colour))[1];

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

/** CIELAB. */
function lab(rgb: Vector): Vector {
  const clipped = rgb.map((value) => Math.min(1, Math.max(0, value))) as [number, number, number];
  const [x = 0, y = 0, z = 0] = times(TO_XYZ, clipped).map((value) =>
    value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116,
  );
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (a: Vector, b: Vector) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe.each<[string, Palette]>([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s colours', (_, palette) => {
  it('are read against the paper: text 4.5 to 1, lines 3 to 1 (WCAG 2.2)', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 2);
    for (const text of [palette.ink, palette.muted]) expect(contrast(text, palette.paper)).toBeGreaterThan(4.5);
    for (const tone of palette.tones) expect(contrast(tone, palette.paper)).toBeGreaterThan(3);
    expect(contrast(palette.grid, palette.paper)).toBeLessThan(2);
  });

  it.each(Object.entries(SIGHTS))('are told apart with %s', (_, sight) => {
    const seen = palette.tones.map((tone) => lab(times(sight, linear(tone))));
    const near = seen.flatMap((a, index) => seen.slice(index + 1).map((b) => distance(a, b)));
    expect(near).toHaveLength(10);
    expect(Math.min(...near)).toBeGreaterThan(18);
  });
});

it('the style sheet is dark on a dark screen only, and each colour has a form for programs without variables', () => {
  const sheet = styleSheet();
  expect(sheet.match(/@media[^{]*/g)).toEqual(['@media screen and (prefers-color-scheme:dark)']);
  for (const used of sheet.matchAll(/(color|fill):var\(--lk-([a-z0-9-]+)\)/g)) {
    const [whole, property, name] = used;
    const palette = { ...LIGHT, ...Object.fromEntries(LIGHT.tones.map((tone, index) => [`tone-${index}`, tone])) };
    expect(sheet).toContain(`${property}:${palette[name as 'ink']};${whole}`);
    expect(sheet.split(`--lk-${name}:`)).toHaveLength(3);
  }
});

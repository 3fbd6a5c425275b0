import { boxAround, type Canvas, coverage, type Point, toMicrons } from './canvas.ts';
import { between, chance, type Random, type Range } from './draws.ts';

/** How a patient's red cells look and lie. */
export interface RedCellStyle {
  readonly diameterUm: Range;
  /** Distance between neighbours on average. */
  readonly pitchUm: number;
  /** Share of places that are taken. */
  readonly filled: Range;
  /** 0 for flat discs, 1 for the thickness of a free red cell, more for one that dried hollow. */
  readonly pallor: Range;
  /** Largest shortening of one axis. */
  readonly elongation: number;
}

export interface RedCellRequest {
  readonly style: RedCellStyle;
  /** Signed distance to the white cells, around which red cells are pressed. */
  readonly obstacles: Float32Array;
}

/** Red cells whose middle lies this far inside a white cell have been displaced altogether. */
const DISPLACED_UM = 0.5;

/**
 * Covers the canvas with red cells, cut at the frame, overlapping here and there.
 *
 * @returns 1 where a red cell is seen
 */
export function paintRedCells(random: Random, canvas: Canvas, { style, obstacles }: RedCellRequest): Uint8Array {
  const mask = new Uint8Array(canvas.sizePx ** 2);
  const filled = between(random, style.filled);
  const pallor = between(random, style.pallor);
  for (const at of scattered(random, canvas, style.pitchUm)) {
    const cell = createRedCell(random, { style, pallor, at });
    if (!chance(random, filled)) continue;
    const room = distanceTo(canvas, obstacles, at);
    if (room > -DISPLACED_UM) paintRedCell(canvas, pushed(cell, room, canvas, obstacles), { mask, obstacles });
  }
  return mask;
}

/** Places of a triangular grid turned and shaken, as far as a cell beyond the frame. */
function scattered(random: Random, canvas: Canvas, pitch: number): Point[] {
  const reach = (canvas.sizePx * canvas.micronsPerPixel) / 2 + 5;
  const angle = between(random, [0, Math.PI]);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const [shiftX, shiftY] = [random() * pitch, random() * pitch];
  const rows = Math.ceil((1.5 * reach) / pitch);
  const places: Point[] = [];
  for (let row = -rows; row <= rows; row++) {
    for (let column = -rows; column <= rows; column++) {
      const gridX = (column + 0.5 * (row & 1)) * pitch + shiftX + between(random, [-0.18, 0.18]) * pitch;
      const gridY = row * 0.87 * pitch + shiftY + between(random, [-0.18, 0.18]) * pitch;
      const x = cosine * gridX - sine * gridY;
      const y = sine * gridX + cosine * gridY;
      if (Math.abs(x) < reach && Math.abs(y) < reach) places.push([x, y]);
    }
  }
  return places;
}

/** How deep a red cell may be pressed flat by a white cell before it gives way, as a share of its radius. */
const PRESSED = 0.2;

/** Moved away from a white cell as far as it does not give way. */
function pushed(cell: RedCell, room: number, canvas: Canvas, obstacles: Float32Array): RedCell {
  const lacking = cell.radius * (1 - PRESSED) - room;
  if (lacking <= 0) return cell;
  const [x, y] = cell.at;
  const dx = distanceTo(canvas, obstacles, [x + 0.5, y]) - distanceTo(canvas, obstacles, [x - 0.5, y]);
  const dy = distanceTo(canvas, obstacles, [x, y + 0.5]) - distanceTo(canvas, obstacles, [x, y - 0.5]);
  const slope = Math.hypot(dx, dy);
  if (slope === 0) return cell;
  return { ...cell, at: [x + (dx / slope) * lacking, y + (dy / slope) * lacking] };
}

interface RedCell {
  readonly at: Point;
  readonly radius: number;
  readonly cosine: number;
  readonly sine: number;
  /** Length of the second axis over the first. */
  readonly ratio: number;
  readonly lobing: number;
  readonly pallor: number;
  readonly amount: number;
  /** Room left to a white cell; negative where it lies upon it. */
  readonly gap: number;
}

function createRedCell(
  random: Random,
  { style, pallor, at }: { style: RedCellStyle; pallor: number; at: Point },
): RedCell {
  const angle = between(random, [0, Math.PI]);
  return {
    at,
    radius: between(random, style.diameterUm) / 2,
    cosine: Math.cos(angle),
    sine: Math.sin(angle),
    ratio: 1 - style.elongation * random() ** 2,
    lobing: between(random, [-0.05, 0.05]),
    pallor: Math.max(0, pallor + between(random, [-0.35, 0.35])),
    amount: between(random, [0.85, 1.1]),
    gap: between(random, [-0.5, 0.5]),
  };
}

function paintRedCell(
  canvas: Canvas,
  cell: RedCell,
  { mask, obstacles }: { mask: Uint8Array; obstacles: Float32Array },
): void {
  const { at, radius, cosine, sine, ratio, lobing, pallor, amount, gap } = cell;
  const pixel = canvas.micronsPerPixel;
  const target = canvas.amounts.haemoglobin;
  const box = boxAround(canvas, at, radius * 1.1 + pixel);
  for (let row = box.top; row < box.bottom; row++) {
    const dy = toMicrons(canvas, row) - at[1];
    for (let column = box.left; column < box.right; column++) {
      const dx = toMicrons(canvas, column) - at[0];
      const u = (cosine * dx - sine * dy) / radius;
      const v = (sine * dx + cosine * dy) / (radius * ratio);
      const squared = u * u + v * v;
      if (squared > 1.3) continue;
      const out = Math.sqrt(squared);
      // The cosine of three times the angle, from the coordinates: a slightly triangular outline.
      const triangle = out < 0.3 ? 0 : (lobing * u * (u * u - 3 * v * v)) / (squared * out);
      const relative = out / (1 + triangle);
      const index = row * canvas.sizePx + column;
      const inside = coverage((relative - 1) * radius * ratio, pixel) * coverage(gap - obstacles[index]!, pixel);
      if (inside <= 0) continue;
      target[index]! += inside * amount * thickness(relative * relative, pallor);
      if (inside >= 0.5) mask[index] = 1;
    }
  }
}

/** Beyond this share of the squared radius the edge of a dried cell stays as thick. */
const EDGE = 0.9;
/** The middle of a cell that has dried hollow still shows. */
const THINNEST = 0.12;

/**
 * Thickness, 1 at its greatest, at a squared share of the radius: between a flat disc and the profile of Evans and Fung,
 * Microvascular Research 1972, doi 10.1016/0026-2862(72)90069-6, equation 7.
 */
function thickness(squared: number, pallor: number): number {
  const s = Math.min(squared, EDGE);
  const free = Math.sqrt(1 - s) * (0.207 + 2.003 * s - 1.123 * s * s) * 1.3;
  const flat = 0.97 - 0.12 * s * s;
  return Math.max(THINNEST, flat + pallor * (free - flat));
}

function distanceTo({ sizePx, micronsPerPixel }: Canvas, obstacles: Float32Array, [x, y]: Point): number {
  const clamp = (px: number): number => Math.min(sizePx - 1, Math.max(0, Math.floor(px)));
  const column = clamp(x / micronsPerPixel + sizePx / 2);
  const row = clamp(y / micronsPerPixel + sizePx / 2);
  return obstacles[row * sizePx + column]!;
}

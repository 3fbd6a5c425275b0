import { type Canvas, coverage, type Point, smoothStep, toMicrons } from './canvas.ts';
import type { GranuleLook } from './cell-looks.ts';
import { between, chance, type Random, wholeBetween } from './draws.ts';
import { createTexture, textureAt } from './noise.ts';
import { paintSpot } from './spots.ts';
import type { WhiteCell } from './white-cell.ts';

/** Area of a segmented neutrophil's nucleus, to which densities refer. */
const REFERENCE_AREA_UM2 = 42;
/**
 * A diploid nucleus holds the same DNA whatever its size, so a larger one is paler; less than in proportion, since a larger
 * one is thicker too (a sphere's mean thickness grows as the root of its area).
 */
const DILUTION = 0.76;
const CHROMATIN_DENSITY = 2.35;

/** Adds the cell's dyes to the canvas: cytoplasm, then nucleus, then what lies in both. */
export function paintWhiteCell(random: Random, canvas: Canvas, cell: WhiteCell): void {
  const cytoplasm = createCytoplasm(random, cell);
  const chromatin = createChromatin(random, canvas, cell);
  const { purple, azure, eosin, haemoglobin } = canvas.amounts;
  const softEdge = Math.max(canvas.micronsPerPixel, cell.form === 'smudge' ? 0.9 : 0.3);
  const { box, cellDistances, nucleusDistances } = cell;
  for (let row = box.top; row < box.bottom; row++) {
    const y = toMicrons(canvas, row);
    for (let column = box.left; column < box.right; column++) {
      const at = row * canvas.sizePx + column;
      const inCell = coverage(cellDistances[at]!, canvas.micronsPerPixel);
      if (inCell === 0 && nucleusDistances[at]! > softEdge) continue;
      const x = toMicrons(canvas, column);
      const inNucleus = coverage(nucleusDistances[at]!, softEdge);
      const around = inCell - 0.75 * Math.min(inNucleus, inCell);
      if (around > 0 && cell.form !== 'smudge') {
        const amount = around * cytoplasm.amountAt(x, y, cellDistances[at]!);
        azure[at]! += amount * cytoplasm.azure;
        eosin[at]! += amount * cytoplasm.eosin;
        purple[at]! += amount * cytoplasm.purple;
        haemoglobin[at]! += amount * cytoplasm.haemoglobin;
      }
      if (inNucleus > 0) {
        const amount = inNucleus * chromatin.amountAt(x, y, nucleusDistances[at]!);
        purple[at]! += amount;
        azure[at]! += amount * chromatin.azureShare;
      }
    }
  }
  if (cell.form !== 'smudge') paintVacuoles(random, canvas, cell);
  for (const granules of cell.look.granules) paintGranules(random, canvas, { cell, granules });
  if (chance(random, cell.look.auerRods)) paintAuerRod(random, canvas, cell);
}

interface Cytoplasm {
  readonly azure: number;
  readonly eosin: number;
  readonly purple: number;
  readonly haemoglobin: number;
  /** Share of the full amount, from the distance to the edge of the cell. */
  readonly amountAt: (x: number, y: number, distance: number) => number;
}

function createCytoplasm(random: Random, { look, middle, nucleus, radiusUm }: WhiteCell): Cytoplasm {
  const { azure, eosin, purple, haemoglobin, mottle, rim, hof } = look.cytoplasm;
  const unevenness = between(random, mottle);
  const rimStrength = between(random, rim);
  const hofStrength = between(random, hof);
  const coarse = createTexture(random, 1.8);
  const fine = createTexture(random, 0.5);
  // The Golgi field lies on the side where the cytoplasm is.
  const hofAt: Point = [1.35 * middle[0] - 0.35 * nucleus[0], 1.35 * middle[1] - 0.35 * nucleus[1]];
  const hofReach = (0.5 * radiusUm) ** 2;
  return {
    azure: between(random, azure),
    eosin: between(random, eosin),
    purple: between(random, purple),
    haemoglobin: between(random, haemoglobin),
    amountAt: (x, y, distance) => {
      const spread = ((x - hofAt[0]) ** 2 + (y - hofAt[1]) ** 2) / hofReach;
      const light = hofStrength / (1 + spread * spread);
      const nearEdge = 1 - smoothStep(0, 1.2, -distance);
      const texture = textureAt(coarse, x, y) + 0.8 * textureAt(fine, x, y);
      return (1 - light) * (1 + rimStrength * nearEdge) * Math.max(0.1, 1 + unevenness * texture);
    },
  };
}

interface Chromatin {
  /** Azure beside each unit of purple: dense chromatin is bluer. */
  readonly azureShare: number;
  readonly amountAt: (x: number, y: number, distance: number) => number;
}

function createChromatin(random: Random, canvas: Canvas, cell: WhiteCell): Chromatin {
  const { grainUm, contrast, blockiness, density } = cell.look.chromatin;
  const grain = between(random, grainUm);
  const strength = between(random, contrast);
  const width = 0.75 - 0.65 * between(random, blockiness);
  const clumps = createTexture(random, grain);
  const strands = createTexture(random, grain * 0.45);
  const mean = CHROMATIN_DENSITY * between(random, density) * (REFERENCE_AREA_UM2 / cell.nucleusAreaUm2) ** DILUTION;
  const nucleoli = createNucleoli(random, canvas, cell);
  return {
    azureShare: between(random, [0, 0.16]),
    amountAt: (x, y, distance) => {
      const raw = textureAt(clumps, x, y) + 0.55 * textureAt(strands, x, y);
      const clumped = 2 * smoothStep(-width, width, raw) - 1;
      const membrane = 1 - smoothStep(0.1, 0.7, -distance);
      let amount = mean * (1 + strength * (clumped + 0.5 * membrane));
      for (const nucleolus of nucleoli) {
        const away = Math.hypot(x - nucleolus.at[0], y - nucleolus.at[1]) - nucleolus.radius;
        if (away < 0.5)
          amount *= 1 - nucleolus.strength * smoothStep(0.25, -0.25, away) + 0.08 * smoothStep(0.5, 0.2, away);
      }
      return amount;
    },
  };
}

interface Nucleolus {
  readonly at: Point;
  readonly radius: number;
  readonly strength: number;
}

function createNucleoli(random: Random, canvas: Canvas, cell: WhiteCell): Nucleolus[] {
  const { count, radiusUm, strength } = cell.look.nucleoli;
  const nucleoli: Nucleolus[] = [];
  for (let left = wholeBetween(random, count); left > 0; left--) {
    const radius = between(random, radiusUm);
    const at = placeInside(random, canvas, { cell, distances: cell.nucleusDistances, marginUm: radius + 0.4 });
    if (at !== null) nucleoli.push({ at, radius, strength: between(random, strength) });
  }
  return nucleoli;
}

const TRIES = 8;

interface Inside {
  readonly cell: WhiteCell;
  readonly distances: Float32Array;
  readonly marginUm: number;
}

/** A random place at least the margin away from the edge; `null` where none was found. */
function placeInside(random: Random, canvas: Canvas, { cell, distances, marginUm }: Inside): Point | null {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const x = cell.middle[0] + between(random, [-1.3, 1.3]) * cell.radiusUm;
    const y = cell.middle[1] + between(random, [-1.3, 1.3]) * cell.radiusUm;
    if (distanceAt(canvas, distances, [x, y]) < -marginUm) return [x, y];
  }
  return null;
}

function distanceAt({ sizePx, micronsPerPixel }: Canvas, distances: Float32Array, [x, y]: Point): number {
  const column = Math.floor(x / micronsPerPixel + sizePx / 2);
  const row = Math.floor(y / micronsPerPixel + sizePx / 2);
  if (column < 0 || row < 0 || column >= sizePx || row >= sizePx) return Number.POSITIVE_INFINITY;
  return distances[row * sizePx + column]!;
}

function paintGranules(
  random: Random,
  canvas: Canvas,
  { cell, granules }: { cell: WhiteCell; granules: GranuleLook },
): void {
  // The square in which places are drawn, not all of which lie in the cell.
  const side = 2.6 * cell.radiusUm;
  const count = between(random, granules.perSquareMicron) * side * side;
  const usualAmount = between(random, granules.amount);
  const usualRadius = between(random, granules.radiusUm);
  const target = canvas.amounts[granules.absorber];
  for (let granule = 0; granule < count; granule++) {
    const at: Point = [cell.middle[0] + (random() - 0.5) * side, cell.middle[1] + (random() - 0.5) * side];
    const radius = usualRadius * between(random, [0.75, 1.25]);
    const amount = usualAmount * between(random, [0.6, 1.2]);
    const shown = random();
    if (distanceAt(canvas, cell.cellDistances, at) > -0.6 * radius) continue;
    if (distanceAt(canvas, cell.nucleusDistances, at) < 0.5 * radius && shown >= granules.overNucleus) continue;
    paintSpot(canvas, target, { at, radius, amount });
  }
}

function paintVacuoles(random: Random, canvas: Canvas, cell: WhiteCell): void {
  const { share, count, radiusUm } = cell.look.vacuoles;
  if (!chance(random, share)) return;
  const { purple, azure, eosin } = canvas.amounts;
  for (let left = wholeBetween(random, count); left > 0; left--) {
    const radius = between(random, radiusUm);
    const at = placeInside(random, canvas, { cell, distances: cell.cellDistances, marginUm: radius + 0.2 });
    if (at === null || distanceAt(canvas, cell.nucleusDistances, at) < 0) continue;
    for (const plane of [purple, azure, eosin]) paintSpot(canvas, plane, { at, radius, amount: 0.9, clears: true });
  }
}

/** A needle of fused granules in the cytoplasm. */
function paintAuerRod(random: Random, canvas: Canvas, cell: WhiteCell): void {
  const at = placeInside(random, canvas, { cell, distances: cell.cellDistances, marginUm: 0.8 });
  if (at === null || distanceAt(canvas, cell.nucleusDistances, at) < 0.3) return;
  const angle = between(random, [0, Math.PI]);
  const half = between(random, [1, 2]);
  const radius = between(random, [0.14, 0.22]);
  for (let along = -half; along <= half; along += 0.12) {
    const point: Point = [at[0] + Math.cos(angle) * along, at[1] + Math.sin(angle) * along];
    if (distanceAt(canvas, cell.cellDistances, point) > -0.3) continue;
    paintSpot(canvas, canvas.amounts.purple, { at: point, radius, amount: 0.3 });
    paintSpot(canvas, canvas.amounts.eosin, { at: point, radius, amount: 0.12 });
  }
}

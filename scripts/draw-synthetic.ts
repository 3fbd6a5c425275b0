/**
 * Draws the pictures and writes the tables of synthetic-cells.md in docs/guide and docs/guia, and the pixels' hashes that
 * draw-cell.test.ts expects. To be run whenever the generator draws anything else than before; its GENERATOR_VERSION then counts up.
 *
 * Usage: node --conditions=source scripts/draw-synthetic.ts
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CELL_TYPES } from '../packages/leukoscope/src/cells/cell-types.ts';
import { LANGUAGES, type Language } from '../packages/leukoscope/src/errors/entry.ts';
import { encodeThumbnail } from '../packages/leukoscope/src/images/codec.node.ts';
import type { Raster } from '../packages/leukoscope/src/images/raster.ts';
import { drawCell, GENERATOR_VERSION } from '../packages/leukoscope/src/synthetic/draw-cell.ts';
import type { Range } from '../packages/leukoscope/src/synthetic/draws.ts';
import { generatePatient, type SyntheticPatient } from '../packages/leukoscope/src/synthetic/patient.ts';
import type { ScannerStyle, SmearStyle } from '../packages/leukoscope/src/synthetic/smear-style.ts';
import { typeTable } from './drawing/type-table.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PAGES: Readonly<Record<Language, string>> = {
  en: join(ROOT, 'docs/guide/synthetic-cells.md'),
  es: join(ROOT, 'docs/guia/synthetic-cells.md'),
};
const PICTURES = join(ROOT, 'docs/synthetic-cells');
const GOLDEN = join(ROOT, 'packages/leukoscope/src/synthetic/golden/cells.json');
const CELL_PX = 128;
const COLUMNS = 7;
const SEED = 2026;

mkdirSync(PICTURES, { recursive: true });
for (const [row, { code }] of CELL_TYPES.entries()) {
  const cells = Array.from({ length: COLUMNS }, (_, patient) =>
    drawCell({ seed: SEED, patient, index: 100 * row + patient, code, sizePx: CELL_PX }),
  );
  await writePicture(
    code.toLowerCase(),
    cells.map(({ raster }) => raster),
  );
}
for (const [name, steps] of Object.entries(styleSteps())) {
  const cells = steps.map((patient) => drawCell({ seed: SEED, patient, index: 3, code: 'MON', sizePx: CELL_PX }));
  await writePicture(
    name,
    cells.map(({ raster }) => raster),
  );
}
for (const language of LANGUAGES) writePage(language);
writeGolden();

async function writePicture(name: string, cells: readonly Raster[]): Promise<void> {
  const row = sideBySide(cells);
  writeFileSync(join(PICTURES, `${name}.webp`), await encodeThumbnail(row, row.widthPx));
}

function sideBySide(cells: readonly Raster[]): Raster {
  const widthPx = CELL_PX * cells.length;
  const data = new Uint8Array(widthPx * CELL_PX * 3);
  cells.forEach((cell, column) => {
    for (let y = 0; y < CELL_PX; y++) {
      const row = cell.data.subarray(y * CELL_PX * 3, (y + 1) * CELL_PX * 3);
      data.set(row, (y * widthPx + column * CELL_PX) * 3);
    }
  });
  return { widthPx, heightPx: CELL_PX, data };
}

/** For each setting of a smear, the same cell of the same patient but for that setting. */
function styleSteps(): Record<string, SyntheticPatient[]> {
  const base = generatePatient({ seed: SEED, patient: 0 });
  const plain: ScannerStyle = {
    ...base.style.scanner,
    ...{ fieldUm: 32, defocused: 0, sharpening: 0.2, saturation: 1.1, noise: 0.8, vignetting: 0, jpegQuality: null },
    ...{ white: [245, 240, 236], blurUm: 0.1 },
  };
  const ground = { purple: [0.01, 0.01], eosin: [0.01, 0.01] } as const;
  const style: SmearStyle = { ...base.style, ground, crowding: 0, scanner: plain };
  const patient = (change: Partial<SmearStyle>): SyntheticPatient => ({ ...base, style: { ...style, ...change } });
  const scanner = (change: Partial<ScannerStyle>) => patient({ scanner: { ...plain, ...change } });
  const spread = ([from, to]: Range): number[] =>
    Array.from({ length: COLUMNS }, (_, step) => from + ((to - from) * step) / (COLUMNS - 1));
  const { redCells } = style;
  return {
    'stain-strength': spread([0.6, 1.5]).map((factor) => patient({ stain: strengthened(style.stain, factor) })),
    ground: spread([0, 0.12]).map((amount) =>
      patient({ ground: { purple: [amount, amount], eosin: [amount / 2, amount / 2] } }),
    ),
    pallor: spread([0, 1.5]).map((pallor) => patient({ redCells: { ...redCells, pallor: [pallor, pallor] } })),
    'red-cells': spread([0.1, 1]).map((filled) => patient({ redCells: { ...redCells, filled: [filled, filled] } })),
    field: spread([28, 40]).map((fieldUm) => scanner({ fieldUm })),
    white: spread([0, 1]).map((warm) => scanner({ white: [245, 243 - 14 * warm, 242 - 42 * warm] })),
    vignetting: spread([0, 0.4]).map((vignetting) => scanner({ vignetting })),
    blur: spread([0.05, 0.8]).map((blurUm) => scanner({ blurUm })),
    sharpening: spread([0, 1.5]).map((sharpening) => scanner({ sharpening })),
    saturation: spread([0.7, 1.5]).map((saturation) => scanner({ saturation })),
    noise: spread([0, 6]).map((noise) => scanner({ noise })),
    jpeg: [null, 95, 85, 75, 60, 40, 20].map((jpegQuality) => scanner({ jpegQuality })),
  };
}

function strengthened(stain: SmearStyle['stain'], factor: number): SmearStyle['stain'] {
  const entries = Object.entries(stain).map(([absorber, densities]) => [absorber, densities.map((d) => d * factor)]);
  return Object.fromEntries(entries) as SmearStyle['stain'];
}

function writePage(language: Language): void {
  const file = PAGES[language];
  const [before, , after] = readFileSync(file, 'utf8').split(/<!-- table (?:begins|ends) -->/);
  const table = typeTable(language);
  writeFileSync(file, `${before}<!-- table begins -->\n${table}\n<!-- table ends -->${after}`);
}

function writeGolden(): void {
  const cells = CELL_TYPES.map(({ code }, index) => {
    const { raster } = drawCell({ seed: 1, patient: index, index, code, sizePx: 64 });
    return { code, sha256: createHash('sha256').update(raster.data).digest('hex') };
  });
  writeFileSync(GOLDEN, `${JSON.stringify({ version: GENERATOR_VERSION, cells }, null, 2)}\n`);
}

import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../cells/cell.ts';
import { DEFAULT_SCHEME } from '../../cells/scheme.ts';
import { decodeImage } from '../../images/codec.node.ts';
import { openDataset } from '../dataset.ts';
import { raterAgreement } from '../lmu/rater-agreement.ts';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';

const SHARED = resolve(import.meta.dirname, '../../../../..', process.env.LEUKOSCOPE_SHARED ?? '../shared', 'data');
const byDefault = { scheme: DEFAULT_SCHEME };
/** Of files made at once. */
const BATCH = 256;

/** Makes a file for each cell of a set that has a manifest, under another name, and opens what comes of it. */
async function laidOut(
  name: string,
  pathOf: (cell: Cell) => string,
  given: { folder: TemporaryFolder; withPictures?: boolean; mostOfPatient?: number },
) {
  const { folder, withPictures = false, mostOfPatient = Number.POSITIVE_INFINITY } = given;
  const all = (await openDataset(resolve(SHARED, name), byDefault)).cells;
  const cells = [...Map.groupBy(all, ({ patient }) => patient).values()].flatMap((of) => of.slice(0, mostOfPatient));
  for (const directory of new Set(cells.map((cell) => dirname(pathOf(cell))))) {
    await mkdir(folder.file(directory), { recursive: true });
  }
  for (let at = 0; at < cells.length; at += BATCH) {
    const made = cells.slice(at, at + BATCH).map((cell) => {
      const path = folder.file(pathOf(cell));
      return withPictures ? copyFile(cell.path, path) : writeFile(path, '');
    });
    await Promise.all(made);
  }
  return cells;
}

/** Each cell by the name of its file: what a layout must say of it. */
function facts(cells: readonly Cell[]): Map<string, unknown> {
  return new Map(cells.map(({ id, cellCode, group, patient }) => [basename(id), { cellCode, group, patient }]));
}

const title = 'data of known sets in their published layout (needs ../shared)';
describe.skipIf(!existsSync(SHARED))(title, { timeout: 60_000 }, () => {
  it('lmu as TCIA ships it: 172 images of 15 types, RGBA and RGB alike', async () => {
    await using folder = await temporaryFolder({});
    const withPictures = true;
    const known = await laidOut('lmu', ({ id }) => `AML-Cytomorphology/${id}`, { folder, withPictures });
    const lines = known.map(
      ({ id, label }, at) => `${id.replace(/\.\w+$/, '.tiff')} ${label} ${at % 9 === 0 ? `${label} UNC` : 'nan nan'}`,
    );
    await writeFile(folder.file('annotations.dat'), `${lines.join('\n')}\n`);

    const { kind, cells, summary } = await openDataset(folder.path, byDefault);
    expect([kind, facts(cells)]).toEqual(['lmu', facts(known)]);
    expect(summary).toMatchObject({ cells: 172, typical: 95, atypical: 70, excluded: 7 });
    expect(new Set(cells.map(({ cellCode }) => cellCode)).size).toBe(15);
    expect(raterAgreement(cells, DEFAULT_SCHEME)).toMatchObject({
      reannotated: 20,
      pairs: [{ types: { kappa: { value: 1 } } }, { types: { observed: { numerator: 0, denominator: 20 } } }, {}],
    });
    const kinds = await Promise.all(
      cells.map(async ({ path }) => {
        const { raster, conversions } = await decodeImage(await readFile(path));
        expect([raster.widthPx, raster.heightPx, raster.data.length]).toEqual([400, 400, 400 * 400 * 3]);
        return `${extname(path)} ${conversions.join()}`;
      }),
    );
    expect(
      Object.fromEntries([...Map.groupBy(kinds, (each) => each)].map(([each, all]) => [each, all.length])),
    ).toEqual({
      '.tiff alpha-dropped': 15,
      '.png ': 157,
    });
  });

  it('pbc as it is downloaded: what its two joined folders hold is told by the names of the files', async () => {
    const joined: Readonly<Record<string, string>> = {
      ...{ metamyelocyte: 'ig', myelocyte: 'ig', promyelocyte: 'ig' },
      ...{ neutrophil_band: 'neutrophil', neutrophil_segmented: 'neutrophil' },
    };
    await using folder = await temporaryFolder({});
    const pathOf = ({ id, label }: Cell) => `PBC_dataset_normal_DIB/${joined[label!] ?? label}/${basename(id)}`;
    const known = await laidOut('pbc', pathOf, { folder });
    const { kind, cells, summary } = await openDataset(folder.path, byDefault);
    expect([kind, facts(cells)]).toEqual(['pbc', facts(known)]);
    expect(summary).toMatchObject({ cells: 3180, typical: 1860, atypical: 1240, excluded: 80 });
    expect(new Set(cells.map(({ label }) => label)).size).toBe(8);
  });

  it('jhu as published: 82 patients', async () => {
    await using folder = await temporaryFolder({});
    const fileName = ({ id }: Cell) => basename(id).replace('__', '-');
    const pathOf = (cell: Cell) => `All/${cell.patient}/Signed slides/${cell.label}/${fileName(cell)}`;
    // Twenty cells of each: to lay out 12,101 takes ten seconds, and says no more.
    const known = await laidOut('jhu', pathOf, { folder, mostOfPatient: 20 });
    const patients = new Map(known.map(({ patient, extra }) => [patient, `${patient},${extra.diagnosis},Discovery`]));
    await writeFile(folder.file('master.csv'), `Patient_ID,Diagnosis,Cohort\n${[...patients.values()].join('\n')}\n`);

    const { kind, cells, summary } = await openDataset(folder.path, byDefault);
    expect(kind).toBe('jhu');
    expect(facts(cells)).toEqual(facts(known.map((cell) => ({ ...cell, id: fileName(cell) }))));
    expect(summary).toMatchObject({ cells: known.length, withoutPatient: 0 });
    expect(summary.byPatient).toHaveLength(82);
    const diagnoses = (all: readonly Cell[]) => all.filter(({ extra }) => extra.diagnosis === 'APL').length;
    expect(diagnoses(cells)).toBe(diagnoses(known));
  });
});

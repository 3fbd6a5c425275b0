import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomStream } from '@leukoscope/engine';
import { describe, expect, it } from 'vitest';
import { flatJpeg } from '../../test/flat-jpeg.ts';
import { png } from '../../test/png.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { openDataset } from '../datasets/dataset.ts';
import { dihedralIndex } from '../datasets/duplicates/dihedral.ts';
import { readSplit } from '../datasets/splits/split-file.ts';
import { decodeImage } from '../images/codec.node.ts';
import { openImageStore } from '../images/image-store.node.ts';
import type { ProgressUpdate } from '../progress/progress.ts';
import { auditDataset, type DataAudit } from './audit-dataset.ts';
import { AUDITED_PICTURES } from './read-audit-cells.ts';

interface Planted {
  readonly path: string;
  readonly label: 'NGS' | 'MYO';
  readonly patient: string;
  readonly bytes: Uint8Array;
  readonly part?: 'train' | 'validation';
}

const PATIENTS = 8;
const EACH = 6;
const SIDE_PX = 32;

/** A nucleus on a pink ground, larger and paler in an atypical cell, in neither near the border. */
function picture(label: Planted['label'], index: number, ground: readonly number[] = [225, 190, 205]): Buffer {
  const random = randomStream('clean cells', label, index);
  const [centreX, centreY] = [14 + 4 * random(), 14 + 4 * random()];
  const radius = (label === 'MYO' ? 8 : 6) + random();
  const nucleus = label === 'MYO' ? [150, 110, 190] : [90, 50, 150];
  const rgb = Uint8Array.from({ length: SIDE_PX * SIDE_PX * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const inside = Math.hypot((pixel % SIDE_PX) - centreX, Math.floor(pixel / SIDE_PX) - centreY) < radius;
    return (inside ? nucleus : ground)[at % 3]! + 30 * random();
  });
  return png(SIDE_PX, SIDE_PX, rgb);
}

/** Cells of eight patients, six of each group; the last two patients validate. */
function cleanCells(): Planted[] {
  return Array.from({ length: PATIENTS }, (_, patient) =>
    (['NGS', 'MYO'] as const).flatMap((label) =>
      Array.from({ length: EACH }, (_, at) => ({
        path: `P${patient}/${label}-${at}.png`,
        label,
        patient: `P${patient}`,
        bytes: picture(label, patient * EACH + at),
        part: patient >= PATIENTS - 2 ? ('validation' as const) : ('train' as const),
      })),
    ),
  ).flat();
}

/** A third of them, for where figures do not matter. */
function fewCells(): Planted[] {
  return cleanCells().filter((_, at) => at % 3 === 0);
}

interface AuditChoices {
  readonly given?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (update: ProgressUpdate) => void;
}

/** Audits the split of the cells' parts, or one that is drawn. */
async function audited(planted: readonly Planted[], choices: AuditChoices = {}): Promise<DataAudit> {
  const { given = true, signal = new AbortController().signal, onProgress = () => undefined } = choices;
  const folder = temporaryFolder();
  for (const { path, bytes } of planted) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const rows = planted.map(({ path, label, patient }) => `${path},${label},${patient}`);
  writeFileSync(join(folder, 'manifest.csv'), `path,label,patient\n${rows.join('\n')}\n`);
  const file = join(folder, 'split.csv');
  writeFileSync(file, `path,split\n${planted.map(({ path, part }) => `${path},${part}`).join('\n')}\n`);
  const store = await openImageStore({ cacheFolder: null, preprocessing: AUDITED_PICTURES });
  const draw = { validationFraction: 0.15, testFraction: 0.15, seed: 1, stratify: true };
  return auditDataset(await openDataset(folder, { scheme: DEFAULT_SCHEME }), {
    split: given ? await readSplit(file) : null,
    draw,
    seed: 1,
    store,
    progress: { report: onProgress },
    signal,
  }).finally(() => store.close());
}

async function turned(bytes: Uint8Array): Promise<Buffer> {
  const { raster } = await decodeImage(bytes);
  const index = dihedralIndex('turn-90', raster.widthPx);
  const rgb = Uint8Array.from(
    { length: raster.data.length },
    (_, at) => raster.data[index[Math.floor(at / 3)]! * 3 + (at % 3)]!,
  );
  return png(raster.widthPx, raster.heightPx, rgb);
}

it('clean generated cells raise nothing, by the split that train would draw; each stage is told to its end', async () => {
  const updates: ProgressUpdate[] = [];
  const audit = await audited(cleanCells(), { given: false, onProgress: (update) => updates.push(update) });
  const { overall, answers, split, coin, contrast } = audit;
  expect(answers).toEqual({
    patients: 'apart',
    copies: 'none',
    border: 'chance',
    file: 'silent',
    labels: 'credible',
  });
  expect(overall).toBe('can');
  expect(split).toMatchObject({ origin: 'drawn', judgedBy: 'crossValidation', split: { by: 'patient' } });
  expect(coin?.low).toBeLessThan(0.6);
  expect(contrast).toMatchObject({ by: 'image' });
  for (const stage of ['decode', 'scan', 'train'] as const) {
    const own = updates.filter((update) => update.stage === stage);
    expect(own.at(-1)!.done).toBe(own.at(-1)!.total);
    expect(own.every(({ done }, at) => at === 0 || done >= own[at - 1]!.done)).toBe(true);
  }
});

describe('planted faults are found', () => {
  it('a duplicated cell with another label', async () => {
    const cells = cleanCells();
    const [first] = cells as [Planted];
    const { answers, copies } = await audited([...cells, { ...first, path: 'P0/copy.png', label: 'MYO' }]);
    expect(answers).toMatchObject({ labels: 'bothGroups', patients: 'apart' });
    expect(copies.inBothGroups).toHaveLength(1);
  });

  it('5% of the cells turned and copied across the split', async () => {
    const cells = cleanCells();
    const originals = cells.filter(({ part }, at) => part === 'train' && at % 16 === 0);
    const copies = await Promise.all(
      originals.map(async (cell, at) => ({
        ...cell,
        path: `P7/copy-${at}.png`,
        patient: 'P7',
        part: 'validation' as const,
        bytes: await turned(cell.bytes),
      })),
    );
    const found = await audited([...cells, ...copies]);
    expect(copies.length / cells.length).toBeCloseTo(0.05, 2);
    expect(found.copies).toMatchObject({ heldOutSeen: copies.length });
    expect(found.copies.across.map(({ transform }) => transform)).toEqual(copies.map(() => 'turn-90'));
    expect([found.answers.copies, found.overall]).toEqual(['across', 'cannot']);
  });

  it('a patient on both sides', async () => {
    const cells = cleanCells().map((cell, at) =>
      cell.patient === 'P0' && at % 2 === 0 ? { ...cell, part: 'validation' as const } : cell,
    );
    const { answers, leaks, overall, contrast } = await audited(cells);
    expect([answers.patients, leaks.patients.count, overall]).toEqual(['shared', 1, 'cannot']);
    expect(contrast?.by).toBe('patient');
  });

  it('a class recognisable by its JPEG quality', async () => {
    const random = randomStream('flat cells');
    const cells = cleanCells().map((cell) => {
      const rgb = Uint8Array.from({ length: 36 * 3 }, () => 60 + 180 * random());
      const bytes = flatJpeg({ widthBlocks: 6, heightBlocks: 6, rgb }, cell.label === 'MYO' ? 6 : 4);
      return { ...cell, path: cell.path.replace('png', 'jpg'), bytes };
    });
    const { answers, auc, fileTraits, overall } = await audited(cells);
    expect([answers.file, overall]).toEqual(['tells', 'cannot']);
    expect(fileTraits).toEqual(['brightnessTable', 'colourTable']);
    expect(auc.file.value).toBe(1);
  });

  it('a ground that differs by class', async () => {
    const cells = cleanCells().map((cell, at) => ({
      ...cell,
      bytes: picture(cell.label, at, cell.label === 'MYO' ? [210, 190, 200] : [225, 190, 205]),
    }));
    const { answers, overall } = await audited(cells);
    expect([answers.border, overall]).toEqual(['all', 'cannot']);
  });
});

it('cells without patients: it cannot be told', async () => {
  const cells = fewCells().map((cell) => ({ ...cell, patient: '' }));
  const { answers, overall, coin, contrast } = await audited(cells, { given: true });
  expect([answers.patients, overall, coin, contrast]).toEqual(['unknown', 'cannotBeTold', null, null]);
});

it('an unreadable image is told and left out', async () => {
  const cells = fewCells();
  const { rejected, cells: used } = await audited([
    { ...cells[0]!, bytes: Buffer.from('no picture') },
    ...cells.slice(1),
  ]);
  expect(rejected.map(({ reason }) => reason.code)).toEqual(['image.not-an-image']);
  expect(used).toHaveLength(cells.length - 1);
});

it('stops when asked to', async () => {
  const abort = new AbortController();
  const onProgress = ({ stage }: ProgressUpdate) => void (stage === 'train' && abort.abort());
  await expect(audited(fewCells(), { signal: abort.signal, onProgress })).rejects.toThrow('aborted');
});

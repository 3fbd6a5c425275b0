import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCHEME } from '../../cells/scheme.ts';
import { decodeImage } from '../../images/codec.node.ts';
import { openDataset } from '../dataset.ts';
import { presetSplitOf } from '../splits/preset-split.ts';
import { caught } from '../testing/caught.ts';
import { medMnistFile } from '../testing/medmnist-file.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const GOLDEN = join(import.meta.dirname, '../medmnist/golden');
const SIDE_PX = 28;

describe('a MedMNIST file', () => {
  it.each([
    ['compressed', 'bloodmnist.npz', { widthPx: SIDE_PX, cells: 14 }],
    ['stored', 'bloodmnist_stored.npz', { widthPx: 29, cells: 3 }],
  ] as const)(
    'as numpy writes it, %s, becomes pictures with the same bits',
    async (_, file, { widthPx, ...expected }) => {
      await using folder = await temporaryFolder({});
      const options = { scheme: DEFAULT_SCHEME, unpack: { folder: folder.path } };
      const { cells, kind, name } = await openDataset(join(GOLDEN, file), options);
      expect([kind, name, cells.length]).toEqual(['medmnist', file.replace('.npz', ''), expected.cells]);
      for (const { id, path } of cells) {
        const image = Number(/\d+/.exec(id)![0]);
        const { raster } = await decodeImage(await readFile(path));
        const pixels = Uint8Array.from({ length: SIDE_PX * widthPx * 3 }, (_, at) => {
          const [row, column, channel] = [Math.floor(at / (widthPx * 3)), Math.floor(at / 3) % widthPx, at % 3];
          return (17 * image + 3 * row + 5 * column + 50 * channel) % 256;
        });
        expect([raster.widthPx, raster.heightPx]).toEqual([widthPx, SIDE_PX]);
        expect(Buffer.compare(pixels, raster.data), id).toBe(0);
      }
    },
  );

  it('has 8 classes in their published order, its own split and no patients', async () => {
    await using folder = await temporaryFolder({});
    const options = { scheme: DEFAULT_SCHEME, unpack: { folder: folder.path } };
    const { cells, summary } = await openDataset(join(GOLDEN, 'bloodmnist.npz'), options);
    const train = cells.filter(({ presetSplit }) => presetSplit === 'train');
    expect(train.map(({ id, label, cellCode, group, excluded }) => [id, label, cellCode, group ?? excluded])).toEqual([
      ['train/00000-basophil', 'basophil', 'BAS', 'typical'],
      ['train/00001-eosinophil', 'eosinophil', 'EOS', 'typical'],
      ['train/00002-erythroblast', 'erythroblast', 'EBO', 'atypical'],
      ['train/00003-immature-granulocyte', 'immature granulocyte', null, 'atypical'],
      ['train/00004-lymphocyte', 'lymphocyte', 'LYT', 'typical'],
      ['train/00005-monocyte', 'monocyte', 'MON', 'typical'],
      ['train/00006-neutrophil', 'neutrophil', null, 'typical'],
      ['train/00007-platelet', 'platelet', null, 'neither'],
      ['train/00008-eosinophil', 'eosinophil', 'EOS', 'typical'],
    ]);
    expect(summary).toMatchObject({ byPresetSplit: { train: 9, validation: 2, test: 3 }, withoutPatient: 14 });
    expect(presetSplitOf(cells)!.parts.validation).toEqual(['val/00000-neutrophil', 'val/00001-immature-granulocyte']);
    expect(cells.find(({ presetSplit }) => presetSplit === 'test')!.path).toMatch(
      /\/bloodmnist-[0-9a-f]{16}\/test\/platelet\/00000\.tiff$/,
    );
  });

  it('may be named by its folder, unless that holds another size too', async () => {
    await using folder = await temporaryFolder({ 'bloodmnist_64.npz': medMnistFile(), 'readme.txt': '' });
    const options = { scheme: DEFAULT_SCHEME, unpack: { folder: folder.file('unpacked') } };
    expect(await openDataset(folder.path, options)).toMatchObject({ kind: 'medmnist', name: 'bloodmnist_64' });
    await writeFile(folder.file('BloodMNIST.npz'), medMnistFile());
    expect(await caught(openDataset(folder.path, options))).toMatchObject({
      code: 'npz.several-files',
      en: expect.stringContaining('got BloodMNIST.npz, bloodmnist_64.npz, expected one file'),
    });
  });

  it('can be filtered by label, and by nothing else', async () => {
    await using folder = await temporaryFolder({});
    const without = (column: string) => ({
      ...{ scheme: DEFAULT_SCHEME, unpack: { folder: folder.path } },
      exclude: [{ column, value: 'basophil' }],
    });
    const path = join(GOLDEN, 'bloodmnist.npz');
    expect((await openDataset(path, without('label'))).summary.excludedBy.filter).toBe(2);
    expect(await caught(openDataset(path, without('patient')))).toMatchObject({
      code: 'dataset.unknown-filter-column',
    });
  });

  it('needs a scheme that settles each class', async () => {
    await using folder = await temporaryFolder({});
    const { PMO: _, ...groups } = DEFAULT_SCHEME.groups;
    const options = { scheme: { ...DEFAULT_SCHEME, id: 'mine', groups }, unpack: { folder: folder.path } };
    expect(await caught(openDataset(join(GOLDEN, 'bloodmnist.npz'), options))).toMatchObject({
      code: 'npz.class-not-in-scheme',
      exitCode: 3,
      en: expect.stringContaining("the class 'immature granulocyte'"),
    });
  });
});

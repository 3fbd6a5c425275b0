import { describe, expect, it } from 'vitest';
import { DEFAULT_SCHEME, type Scheme } from '../../cells/scheme.ts';
import { openDataset } from '../dataset.ts';
import { caught } from '../testing/caught.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const byDefault = { scheme: DEFAULT_SCHEME };

async function opened(paths: readonly string[], given: Readonly<Record<string, string>> = {}, options = byDefault) {
  await using folder = await temporaryFolder({ ...Object.fromEntries(paths.map((path) => [path, ''])), ...given });
  const dataset = await openDataset(folder.path, options);
  return {
    ...dataset,
    told: dataset.cells.map(({ id, label, cellCode, group, excluded }) => [id, label, cellCode, group ?? excluded]),
  };
}

describe('nested class folders', () => {
  it('are the innermost folders that are known, and what lies within them', async () => {
    const { kind, told, cells } = await opened([
      'north/Patient_7/MYO/a.png',
      'north/slide 3/lymphocyte/scanned/b.png',
      'south/LYT/c.png',
      'EOS/d.png',
      'lymphocyte/atypical/e.png',
    ]);
    expect(kind).toBe('folders');
    expect(told).toEqual([
      ['EOS/d.png', 'EOS', 'EOS', 'typical'],
      ['lymphocyte/atypical/e.png', 'atypical', null, 'atypical'],
      ['north/Patient_7/MYO/a.png', 'MYO', 'MYO', 'atypical'],
      ['north/slide 3/lymphocyte/scanned/b.png', 'lymphocyte', 'LYT', 'typical'],
      ['south/LYT/c.png', 'LYT', 'LYT', 'typical'],
    ]);
    expect(cells.every(({ patient, presetSplit }) => patient === null && presetSplit === null)).toBe(true);
  });

  it("within train, val and test are the set's own split", async () => {
    const { cells } = await opened(['Train/MYO/a.png', 'x/val/LYT/b.png', 'test/LYT/c.png', 'LYT/test/d.png']);
    expect(cells.map(({ id, presetSplit }) => [id, presetSplit])).toEqual([
      ['LYT/test/d.png', null],
      ['Train/MYO/a.png', 'train'],
      ['test/LYT/c.png', 'test'],
      ['x/val/LYT/b.png', 'validation'],
    ]);
  });

  it.each([
    ['the outermost where none within it is known', ['LYT/a.png', 'zebra/deep/b.png'], 'zebra'],
    ['the innermost where others within it are', ['site/LYT/a.png', 'site/deep/zebra/b.png'], 'zebra'],
  ])('that are unknown are refused by the name of %s', async (_, paths, name) => {
    await using folder = await temporaryFolder(Object.fromEntries(paths.map((path) => [path, ''])));
    expect(await caught(openDataset(folder.path, byDefault))).toMatchObject({
      code: 'dataset.unknown-class',
      en: expect.stringContaining(`the class folder '${name}' (1 images, in`),
    });
    const kept = await openDataset(folder.path, { ...byDefault, unknownLabels: 'keep' });
    expect(kept.summary.excludedBy.unknown).toBe(1);
    const exclude = [{ column: 'label', value: name }];
    expect((await openDataset(folder.path, { ...byDefault, exclude })).summary.excludedBy.filter).toBe(1);
  });
});

describe('PBC as it is downloaded', () => {
  const FOLDERS = ['basophil', 'eosinophil', 'erythroblast', 'lymphocyte', 'monocyte'];
  const PATHS = [
    ...FOLDERS.map((folder) => `${folder}/${folder.slice(0, 2).toUpperCase()}_1.jpg`),
    ...['IG', 'MMY', 'MY', 'PMY'].map((prefix) => `ig/${prefix}_2.jpg`),
    ...['BNE', 'NEUTROPHIL', 'SNE'].map((prefix) => `neutrophil/${prefix}_3.jpg`),
    ...['neutrophil/.DS_169665.jpg', 'platelet/PLATELET_4.jpg'],
  ];

  it.each([
    ['the class folders', ''],
    ['the folder around them', 'PBC_dataset_normal_DIB/'],
    ['the folder around that of the archive', 'PBC_dataset_normal_DIB/PBC_dataset_normal_DIB/'],
  ])('is read from %s; names of files tell what folders join', async (_, around) => {
    const { kind, told, cells, summary } = await opened(PATHS.map((path) => `${around}${path}`));
    expect(kind).toBe('pbc');
    expect(told.slice(3, 10)).toEqual([
      ['ig/IG_2.jpg', 'ig', null, 'atypical'],
      ['ig/MMY_2.jpg', 'ig', 'MMZ', 'atypical'],
      ['ig/MY_2.jpg', 'ig', 'MYB', 'atypical'],
      ['ig/PMY_2.jpg', 'ig', 'PMO', 'atypical'],
      ['lymphocyte/LY_1.jpg', 'lymphocyte', 'LYT', 'typical'],
      ['monocyte/MO_1.jpg', 'monocyte', 'MON', 'typical'],
      ['neutrophil/BNE_3.jpg', 'neutrophil', 'NGB', 'typical'],
    ]);
    expect(told.slice(10)).toEqual([
      ['neutrophil/NEUTROPHIL_3.jpg', 'neutrophil', null, 'typical'],
      ['neutrophil/SNE_3.jpg', 'neutrophil', 'NGS', 'typical'],
      ['platelet/PLATELET_4.jpg', 'platelet', null, 'neither'],
    ]);
    expect(cells[4]!.extra).toEqual({ prefix: 'MMY' });
    expect(summary.ignored).toMatchObject({ notImages: 1, examples: ['neutrophil/.DS_169665.jpg'] });
  });

  it('keeps the finer type apart where a scheme does, and can leave out the coarse ones', async () => {
    const groups = { ...DEFAULT_SCHEME.groups, MMZ: 'typical' as const };
    const scheme: Scheme = { ...DEFAULT_SCHEME, id: 'mine', groups };
    const exclude = [{ column: 'prefix', value: 'IG' }];
    const { told } = await opened(PATHS, {}, { scheme, exclude } as typeof byDefault);
    expect(told.filter(([, label]) => label === 'ig').map(([, , code, group]) => [code, group])).toEqual([
      [null, 'filter'],
      ['MMZ', 'typical'],
      ['MYB', 'atypical'],
      ['PMO', 'atypical'],
    ]);
  });
});

describe('the set of Johns Hopkins as published', () => {
  const PATHS = [
    'Patient_00/Signed slides/Blast, no lineage spec/BL_15336348.jpg',
    'Patient_00/Signed slides/Eosinophils/EO_15336344.jpg',
    'Patient_00/Signed slides/Eosinophils/Thumbs.db',
    'Patient_14/Unsigned slides/D0000000JWU_002.jpg',
    'Patient_69/10026924218/Signed slides/Segmented neutrophils/SNE_1.jpg',
    'Patient_69/10026924218/Unsigned slides/10026924218_004.jpg',
    'Patient_100/2019-04-30_1548/Signed slides/Young Unidentified/YU_1.jpg',
  ];
  const TABLE =
    'Patient_ID,Diagnosis,Cohort,Age at Diagnosis,Gender\nPatient_00,APL,Discovery,29,Female\nPatient_69,APL,Validation,61,Male\n';

  it.each([
    ['with its table', '', 'master.csv'],
    ['below its table', 'All/', 'master.csv'],
  ])('is read %s, and its folders are the patients', async (_, around, table) => {
    const { kind, told, cells, summary } = await opened(
      PATHS.map((path) => `${around}${path}`),
      { [table]: TABLE },
    );
    expect(kind).toBe('jhu');
    expect(told.map(([, ...rest]) => rest)).toEqual([
      ['Blast, no lineage spec', 'MYO', 'atypical'],
      ['Eosinophils', 'EOS', 'typical'],
      ['Young Unidentified', null, 'neither'],
      ['Segmented neutrophils', 'NGS', 'typical'],
    ]);
    expect(cells.map(({ patient, extra }) => [patient, extra])).toEqual([
      ['Patient_00', { diagnosis: 'APL', cohort: 'Discovery' }],
      ['Patient_00', { diagnosis: 'APL', cohort: 'Discovery' }],
      ['Patient_100', { diagnosis: '', cohort: '' }],
      ['Patient_69', { diagnosis: 'APL', cohort: 'Validation' }],
    ]);
    expect(summary.ignored.imagesLeftOut).toBe(2);
  });

  it('can be filtered by patient and by cohort', async () => {
    const exclude = [
      { column: 'cohort', value: 'Validation' },
      { column: 'patient', value: 'Patient_100' },
    ];
    const { told } = await opened(PATHS, { 'master.csv': TABLE }, { ...byDefault, exclude } as typeof byDefault);
    expect(told.map(([, , , group]) => group)).toEqual(['atypical', 'typical', 'filter', 'filter']);
  });

  it('is not what any folders of patients are: of those no patient is guessed', async () => {
    const { kind, cells } = await opened(['Patient_00/MYO/a.png', 'Patient_01/LYT/b.png']);
    expect([kind, cells.map(({ patient }) => patient)]).toEqual(['folders', [null, null]]);
  });

  it('needs in its table the columns that it is read for', async () => {
    await using folder = await temporaryFolder({ [PATHS[0]!]: '', 'master.csv': 'Patient,Diagnosis\n' });
    expect(await caught(openDataset(folder.path, byDefault))).toMatchObject({
      code: 'csv.missing-column',
      exitCode: 3,
    });
  });
});

describe('the 21 folders of a patient of Johns Hopkins', () => {
  it.each([
    'Artifact',
    'Band neutrophils',
    'Basophil',
    'Blast, no lineage spec',
    'Eosinophils',
    'Erythroblast',
    'Giant thrombocyte',
    'Lymphocyte',
    'Lymphocyte, variant',
    'Metamyelocyte',
    'Monocyte',
    'Myelocyte',
    'Plasma cells',
    'Prolymphocyte',
    'Promonocyte',
    'Promyelocyte',
    'Segmented neutrophils',
    'Smudge cells',
    'Thrombocyte aggregation',
    'Unidentified',
    'Young Unidentified',
  ])('%s is known', async (name) => {
    const { cells } = await opened([`Patient_0/Signed slides/${name}/a.jpg`]);
    expect(cells).toHaveLength(1);
  });
});

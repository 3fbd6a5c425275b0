import { describe, expect, it } from 'vitest';
import { DEFAULT_SCHEME, type Scheme } from '../../cells/scheme.ts';
import { openDataset } from '../dataset.ts';
import { caught } from '../testing/caught.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const byDefault = { scheme: DEFAULT_SCHEME };
const IMAGES = ['BAS/BAS_0001.tiff', 'BAS/BAS_0021.tiff', 'EBO/EBO_0014.tiff', 'KSC/KSC_0001.tiff'];
const ANNOTATIONS = `BAS/BAS_0001.tiff BAS nan nan
BAS/BAS_0021.tiff BAS UNC UNC
EBO/EBO_0014.tiff EBO LYT EBO
KSC/KSC_0001.tiff KSC nan nan
`;

function files(inFolder = '', annotations: Readonly<Record<string, string>> = { 'annotations.dat': ANNOTATIONS }) {
  return { ...Object.fromEntries(IMAGES.map((path) => [`${inFolder}${path}`, ''])), ...annotations };
}

async function opened(given: Readonly<Record<string, string>>, path = '', options = byDefault) {
  await using folder = await temporaryFolder(given);
  const dataset = await openDataset(folder.file(path), options);
  return { ...dataset, told: dataset.cells.map(({ id, group, excluded, extra }) => [id, group ?? excluded, extra]) };
}

const TOLD = [
  ['BAS/BAS_0001.tiff', 'typical', { annotation_2: '', annotation_3: '' }],
  ['BAS/BAS_0021.tiff', 'typical', { annotation_2: 'UNC', annotation_3: 'UNC' }],
  ['EBO/EBO_0014.tiff', 'atypical', { annotation_2: 'LYT', annotation_3: 'EBO' }],
  ['KSC/KSC_0001.tiff', 'scheme', { annotation_2: '', annotation_3: '' }],
];

describe('AML-Cytomorphology_LMU', () => {
  it.each([
    ['the folder that holds annotations.dat and the images', '', files()],
    ['the folder that holds annotations.dat and AML-Cytomorphology', '', files('AML-Cytomorphology/')],
    ['a folder around both', '', files('AML-Cytomorphology/', { 'AML-Cytomorphology/annotations.dat': ANNOTATIONS })],
    ['AML-Cytomorphology itself, annotations.dat above it', 'AML-Cytomorphology', files('AML-Cytomorphology/')],
    ['annotations.dat itself', 'annotations.dat', files('AML-Cytomorphology/')],
    ['a folder within a folder of the archive', '', files('AML-Cytomorphology_LMU/AML-Cytomorphology/')],
  ])('is read from %s', async (_, path, given) => {
    const { kind, told, cells, summary, folder } = await opened(given, path);
    expect([kind, told]).toEqual(['lmu', TOLD]);
    expect(cells.every((cell) => cell.path === `${folder}/${cell.id}` && cell.patient === null)).toBe(true);
    expect(summary.ignored).toEqual({ notImages: 0, imagesLeftOut: 0, examples: [] });
  });

  it.each([
    ["Windows' line ends and separators", ANNOTATIONS.replaceAll('/', '\\').replaceAll('\n', '\r\n')],
    [
      'tabs, blank lines and a byte order mark',
      `\uFEFF\n${ANNOTATIONS.replaceAll(' ', '\t').replaceAll('\n', '\n \n')}`,
    ],
    [
      'paths from the folder above',
      ANNOTATIONS.replaceAll(/^/gm, 'AML-Cytomorphology/').replace(/AML-Cytomorphology\/$/, ''),
    ],
    ['no line end at the last line', ANNOTATIONS.trimEnd()],
  ])('may have %s', async (_, annotations) => {
    expect((await opened(files('', { 'annotations.dat': annotations }))).told).toEqual(TOLD);
  });

  it('may have one annotation, or two', async () => {
    const annotations =
      'BAS/BAS_0001.tiff BAS\nBAS/BAS_0021.tiff BAS EOS\nEBO/EBO_0014.tiff EBO\nKSC/KSC_0001.tiff nan\n';
    const { told, cells } = await opened(files('', { 'annotations.dat': annotations }));
    expect(told.map(([, group]) => group)).toEqual(['typical', 'typical', 'atypical', 'unlabelled']);
    expect(cells[1]!.extra).toEqual({ annotation_2: 'EOS', annotation_3: '' });
    expect(cells[3]!.label).toBeNull();
  });

  it('goes by the first annotation, whatever the folder is called', async () => {
    const annotations = ANNOTATIONS.replace('tiff EBO', 'tiff LYT');
    const { cells } = await opened(files('', { 'annotations.dat': annotations }));
    expect(cells[2]).toMatchObject({ id: 'EBO/EBO_0014.tiff', label: 'LYT', cellCode: 'LYT', group: 'typical' });
  });

  it('finds images that were converted, by their name without its ending', async () => {
    const { 'BAS/BAS_0021.tiff': _, ...others } = files() as Record<string, string>;
    const { cells } = await opened({ ...others, 'BAS/BAS_0021.PNG': '' });
    expect(cells[1]).toMatchObject({ id: 'BAS/BAS_0021.PNG', label: 'BAS' });
  });

  it('counts images that no line names, and other files', async () => {
    const more = {
      'BAS/BAS_0099.tiff': '',
      'loose.png': '',
      'BAS/Thumbs.db': '',
      'abbreviations.txt': 'BAS Basophil\n',
    };
    const { ignored } = (await opened({ ...files(), ...more })).summary;
    expect(ignored).toEqual({
      notImages: 1,
      imagesLeftOut: 2,
      examples: ['BAS/Thumbs.db', 'loose.png', 'BAS/BAS_0099.tiff'],
    });
  });

  it('goes by the names of the folders where there are no annotations', async () => {
    const { kind, told } = await opened(files('AML-Cytomorphology/', {}), 'AML-Cytomorphology');
    expect([kind, told]).toEqual(['lmu', TOLD.map(([id, group]) => [id, group, {}])]);
  });

  it('knows a code of another laboratory by what abbreviations.txt says of it', async () => {
    const abbreviations = `Abbreviations of morphological classes\n-----\nBAS Basophil\nPLC  Plasma cell\nnan no re-annotation\n`;
    const given = files('', {
      'annotations.dat': ANNOTATIONS.replace('KSC nan', 'PLC EBO'),
      'abbreviations.txt': abbreviations,
    });
    expect((await opened(given)).cells[3]).toMatchObject({ label: 'PLC', excluded: 'neither' });
  });

  it('can be filtered by an annotation', async () => {
    const exclude = [{ column: 'annotation_2', value: 'UNC' }];
    const { summary } = await opened(files(), '', { ...byDefault, exclude } as typeof byDefault);
    expect(summary).toMatchObject({ excludedBy: { filter: 1 }, typical: 1 });
  });

  it('leaves to a manifest what has one', async () => {
    const manifest = { 'manifest.csv': 'path,label\nBAS/BAS_0001.tiff,BAS\n' };
    expect((await opened({ ...files(), ...manifest })).kind).toBe('manifest');
  });

  it('keeps an unknown code where it is only looked at', async () => {
    const given = files('', { 'annotations.dat': ANNOTATIONS.replace('BAS nan', 'XXX YYY') });
    const options = { ...byDefault, unknownLabels: 'keep' as const };
    expect((await opened(given, '', options)).cells[0]).toMatchObject({ label: 'XXX', excluded: 'unknown' });
  });
});

describe('AML-Cytomorphology_LMU is refused with', () => {
  const { BAS: _, ...withoutBas } = DEFAULT_SCHEME.groups;
  const NARROW: Scheme = { ...DEFAULT_SCHEME, id: 'narrow', groups: withoutBas };
  const replaced = (from: string, to: string) => files('', { 'annotations.dat': ANNOTATIONS.replaceAll(from, to) });

  it.each<[string, Record<string, string>, string, string]>([
    [
      'no images',
      { 'annotations.dat': ANNOTATIONS },
      'lmu.no-images',
      "FOLDER has no images of AML-Cytomorphology_LMU: expected folders named by the types' codes (BAS, EBO, … PMO) in it or in AML-Cytomorphology.",
    ],
    [
      'no annotation',
      files('', { 'annotations.dat': '\n' }),
      'lmu.no-annotations',
      'FOLDER/annotations.dat has no annotations: expected one line for each image.',
    ],
    [
      'images missing',
      replaced('BAS_0', 'BAS_9'),
      'lmu.missing-image',
      "FOLDER/annotations.dat line 1: there is no image 'BAS/BAS_9001.tiff' in FOLDER (and 1 more row).",
    ],
    [
      'an image twice',
      replaced('BAS_0021', 'BAS_0001'),
      'lmu.duplicate-image',
      "FOLDER/annotations.dat line 2: the image 'BAS/BAS_0001.tiff' is already in line 1.",
    ],
    [
      'a path without annotation',
      replaced(' BAS nan nan', ''),
      'lmu.bad-line',
      "FOLDER/annotations.dat line 1: got 1 word, expected a path and one to three annotations, as 'BAS/BAS_0001.tiff BAS nan nan'.",
    ],
    [
      'a fourth annotation',
      replaced('nan nan', 'nan nan nan'),
      'lmu.bad-line',
      "FOLDER/annotations.dat line 1: got 5 words, expected a path and one to three annotations, as 'BAS/BAS_0001.tiff BAS nan nan' (and 1 more row).",
    ],
    [
      'a path that leads out',
      replaced('KSC/', '../KSC/'),
      'lmu.bad-path',
      "FOLDER/annotations.dat line 4: '../KSC/KSC_0001.tiff' is no path of an image in the folder.",
    ],
    [
      'an unknown code',
      replaced('EBO LYT', 'EBX LYT'),
      'lmu.unknown-code',
      "FOLDER/annotations.dat line 3: the code 'EBX' (annotation 1) is neither in the scheme 'default' nor in abbreviations.txt.",
    ],
    [
      'an unknown code made again',
      replaced('LYT EBO', 'LYX EBO'),
      'lmu.unknown-code',
      "FOLDER/annotations.dat line 3: the code 'LYX' (annotation 2) is neither in the scheme 'default' nor in abbreviations.txt.",
    ],
  ])('%s', async (_, given, code, en) => {
    await using folder = await temporaryFolder(given);
    const error = await caught(openDataset(folder.path, byDefault));
    expect({ ...error, en: error.en.replaceAll(folder.path, 'FOLDER') }).toMatchObject({ code, exitCode: 3, en });
    expect(error.es).not.toBe(error.en);
  });

  it('a type that the scheme leaves out, but not if it stands among the later annotations', async () => {
    await using folder = await temporaryFolder(replaced('LYT EBO', 'BAS EBO'));
    const scheme = NARROW;
    expect(await caught(openDataset(folder.path, { scheme }))).toMatchObject({
      code: 'lmu.unknown-code',
      en: expect.stringContaining("line 1: the code 'BAS' (annotation 1) is neither in the scheme 'narrow'"),
    });
    const exclude = [{ column: 'label', value: 'BAS' }];
    expect((await openDataset(folder.path, { scheme, exclude })).summary).toMatchObject({ excluded: 3, atypical: 1 });
  });
});

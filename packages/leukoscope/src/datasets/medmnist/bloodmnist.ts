import { basename } from 'node:path';
import type { SplitPart } from '../../cells/cell.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';

/**
 * BloodMNIST's classes in the order of its labels (Yang et al., Scientific Data 10, 2023, doi 10.1038/s41597-022-01721-8;
 * `medmnist/info.py`). Its class 3 reads "immature granulocytes(myelocytes, metamyelocytes and promyelocytes)".
 */
export const BLOODMNIST_CLASSES = [
  'basophil',
  'eosinophil',
  'erythroblast',
  'immature granulocyte',
  'lymphocyte',
  'monocyte',
  'neutrophil',
  'platelet',
] as const;

/** The set's own split, by the word that begins its arrays' names. */
export const MEDMNIST_PARTS = {
  train: 'train',
  val: 'validation',
  test: 'test',
} as const satisfies Record<string, SplitPart>;
export type MedMnistPart = keyof typeof MEDMNIST_PARTS;
export const MEDMNIST_PART_NAMES = Object.keys(MEDMNIST_PARTS) as readonly MedMnistPart[];

/** Images in each part of BloodMNIST as published, at every size; no other MedMNIST set has these. */
const PUBLISHED_IMAGES: Readonly<Record<MedMnistPart, number>> = { train: 11_959, val: 1_712, test: 3_421 };

const BLOOD_NAME = /^bloodmnist/i;
/** MedMNIST v2 without BloodMNIST. */
const OTHER_SETS = [
  ...['PathMNIST', 'ChestMNIST', 'DermaMNIST', 'OCTMNIST', 'PneumoniaMNIST', 'RetinaMNIST', 'BreastMNIST'],
  ...['TissueMNIST', 'OrganAMNIST', 'OrganCMNIST', 'OrganSMNIST', 'OrganMNIST3D', 'NoduleMNIST3D', 'AdrenalMNIST3D'],
  ...['FractureMNIST3D', 'VesselMNIST3D', 'SynapseMNIST3D'],
];

/** @throws LeukoscopeError `npz.other-set` for a file called as another MedMNIST set is. */
export function refuseOtherSets(path: string): void {
  const name = basename(path).toLowerCase();
  const set = OTHER_SETS.find((other) => name.startsWith(other.toLowerCase()));
  if (set !== undefined) throw new LeukoscopeError('npz.other-set', { path, set });
}

/**
 * Labels are numbers, and the file does not say of what: it must be called as BloodMNIST is, or hold as many images.
 *
 * @throws LeukoscopeError `npz.unknown-set`, `npz.unknown-label`.
 */
export function requireBloodMnist(path: string, labels: Readonly<Record<MedMnistPart, Uint8Array>>): void {
  const named = BLOOD_NAME.test(basename(path));
  const published = MEDMNIST_PART_NAMES.every((part) => labels[part].length === PUBLISHED_IMAGES[part]);
  const all = MEDMNIST_PART_NAMES.map((part) => labels[part]);
  const images = all.reduce((sum, { length }) => sum + length, 0);
  if (images === 0 || !(named || published)) {
    const classes = new Set(all.flatMap((some) => [...new Set(some)])).size;
    throw new LeukoscopeError('npz.unknown-set', { path, images, classes });
  }
  for (const part of MEDMNIST_PART_NAMES) {
    const unknown = (label: number): boolean => label >= BLOODMNIST_CLASSES.length;
    const position = labels[part].findIndex(unknown);
    if (position < 0) continue;
    const details = { path, array: `${part}_labels`, position, label: labels[part][position]! };
    throw new LeukoscopeError('npz.unknown-label', { ...details, labels: labels[part].filter(unknown).length });
  }
}

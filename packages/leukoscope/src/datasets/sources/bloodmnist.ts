import type { DataSource } from './data-source.ts';
import { CC_BY_4 } from './licences.ts';

const RECORD = 'https://zenodo.org/records/10519652';

const IMAGES = 17_092;

interface Edition {
  readonly id: string;
  readonly sizePx: number;
  readonly name: string;
  readonly bytes: number | null;
  readonly checksums: { readonly md5: string; readonly sha256?: string };
}

/**
 * MD5 sums as the publisher's own package states them (medmnist 3, `info.py`). Length and sha256 of the smallest as a
 * public mirror records them for the file of this MD5; of the others the publisher states no length that we could look up.
 */
const EDITIONS: readonly Edition[] = [
  {
    id: 'bloodmnist',
    sizePx: 28,
    name: 'bloodmnist.npz',
    bytes: 35_461_855,
    checksums: {
      md5: '7053d0359d879ad8a5505303e11de1dc',
      sha256: '062023e186f537e26b3c21ea3b2614ddfc475e8a14825dfd20663bbb7e37bddc',
    },
  },
  {
    id: 'bloodmnist-64',
    sizePx: 64,
    name: 'bloodmnist_64.npz',
    bytes: null,
    checksums: { md5: '2b94928a2ae4916078ca51e05b6b800b' },
  },
  {
    id: 'bloodmnist-128',
    sizePx: 128,
    name: 'bloodmnist_128.npz',
    bytes: null,
    checksums: { md5: 'adace1e0ed228fccda1f39692059dd4c' },
  },
  {
    id: 'bloodmnist-224',
    sizePx: 224,
    name: 'bloodmnist_224.npz',
    bytes: null,
    checksums: { md5: 'b718ff6835fcbdb22ba9eacccd7b2601' },
  },
];

/** BloodMNIST in its four sizes: the same cells, the same split. */
export const BLOODMNIST: readonly DataSource[] = EDITIONS.map(({ id, sizePx, name, bytes, checksums }) => ({
  id,
  holds: 'images',
  title: `BloodMNIST, ${sizePx} px`,
  what: {
    en: `The cells of PBC (healthy donors), cropped and resized to ${sizePx} x ${sizePx} px, split into training, validation and test by image; no patients, no blasts. One .npz file.`,
    es: `Las células de PBC (donantes sanos), recortadas y reducidas a ${sizePx} x ${sizePx} px, repartidas por imagen en entrenamiento, validación y prueba; sin pacientes ni blastos. Un archivo .npz.`,
  },
  images: IMAGES,
  classes: 8,
  licence: CC_BY_4,
  citations: [
    'Yang et al., "MedMNIST v2 - A large-scale lightweight benchmark for 2D and 3D biomedical image classification", Scientific Data 10, 41 (2023), doi 10.1038/s41597-022-01721-8',
    'Acevedo et al., "A dataset of microscopic peripheral blood cell images for development of automatic recognition systems", Data in Brief 30, 105474 (2020), doi 10.1016/j.dib.2020.105474',
  ],
  page: RECORD,
  obtain: {
    kind: 'download',
    files: [
      {
        name,
        mostBytes: IMAGES * sizePx * sizePx * 3,
        url: `${RECORD}/files/${name}?download=1`,
        bytes,
        checksums,
        page: RECORD,
      },
    ],
  },
}));

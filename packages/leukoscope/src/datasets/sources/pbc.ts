import type { DataSource } from './data-source.ts';
import { CC_BY_4 } from './licences.ts';

const PAGE = 'https://data.mendeley.com/datasets/snkd93bnjr/1';

/** By hand: the publisher documents no address of the file itself with a checksum that we could verify. */
export const PBC: DataSource = {
  id: 'pbc',
  holds: 'images',
  title: 'PBC, peripheral blood cells (Barcelona)',
  what: {
    en: 'Single cells of healthy donors, CellaVision, about 360 x 363 px JPEG; no patients named, no blasts.',
    es: 'Células sueltas de donantes sanos, CellaVision, JPEG de unos 360 x 363 px; sin pacientes identificados ni blastos.',
  },
  images: 17_092,
  classes: 8,
  licence: CC_BY_4,
  citations: [
    'Acevedo et al., "A dataset for microscopic peripheral blood cell images for development of automatic recognition systems", Mendeley Data V1 (2020), doi 10.17632/snkd93bnjr.1',
    'Acevedo et al., "A dataset of microscopic peripheral blood cell images for development of automatic recognition systems", Data in Brief 30, 105474 (2020), doi 10.1016/j.dib.2020.105474',
  ],
  page: PAGE,
  obtain: {
    kind: 'by-hand',
    steps: {
      en: [
        `Open ${PAGE} in a browser.`,
        'Download PBC_dataset_normal_DIB.zip. If you get one archive of everything, unpack it: that file is inside.',
        'Put PBC_dataset_normal_DIB.zip into {place}, without unpacking it.',
      ],
      es: [
        `Abra ${PAGE} en un navegador.`,
        'Descargue PBC_dataset_normal_DIB.zip. Si recibe un solo archivo con todo, descomprímalo: está dentro.',
        'Ponga PBC_dataset_normal_DIB.zip en {place}, sin descomprimirlo.',
      ],
    },
    archive: 'PBC_dataset_normal_DIB.zip',
    folders: ['basophil', 'eosinophil', 'erythroblast', 'ig', 'lymphocyte', 'monocyte', 'neutrophil', 'platelet'],
    companions: [],
  },
};

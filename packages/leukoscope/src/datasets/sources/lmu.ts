import type { DataSource } from './data-source.ts';
import { CC_BY_3 } from './licences.ts';

const PAGE = 'https://www.cancerimagingarchive.net/collection/aml-cytomorphology_lmu/';

/** By hand: The Cancer Imaging Archive hands this collection out through IBM Aspera, a program of its own. */
export const LMU: DataSource = {
  id: 'lmu',
  holds: 'images',
  title: 'AML-Cytomorphology_LMU (Munich)',
  what: {
    en: 'Single cells of about 100 patients with AML and 100 controls, 400 x 400 px RGBA TIFF, 15 types labelled by experts, some of them twice; no patients named. The data set of the paper.',
    es: 'Células sueltas de unos 100 pacientes con LMA y 100 controles, TIFF RGBA de 400 x 400 px, 15 tipos etiquetados por expertos, algunas dos veces; sin pacientes identificados. El conjunto del artículo.',
  },
  images: 18_365,
  classes: 15,
  licence: CC_BY_3,
  citations: [
    'Matek et al., "A Single-cell Morphological Dataset of Leukocytes from AML Patients and Non-malignant Controls", The Cancer Imaging Archive (2019), doi 10.7937/tcia.2019.36f5o9ld',
    'Matek et al., "Human-level recognition of blast cells in acute myeloid leukaemia with convolutional neural networks", Nature Machine Intelligence 1, 538–544 (2019), doi 10.1038/s42256-019-0101-9',
  ],
  page: PAGE,
  obtain: {
    kind: 'by-hand',
    steps: {
      en: [
        `Open ${PAGE} in a browser and go to "Data Access".`,
        'Choose the download of the images. The page asks you to install IBM Aspera Connect, once; follow it.',
        'Let Aspera Connect save into {place}. If it saves a ZIP file, unpack it there.',
        'Put annotations.dat and abbreviations.txt, which come with the images, beside the folder of the images.',
      ],
      es: [
        `Abra ${PAGE} en un navegador y vaya a «Data Access».`,
        'Elija la descarga de las imágenes. La página pide instalar una vez IBM Aspera Connect; siga sus indicaciones.',
        'Haga que Aspera Connect guarde en {place}. Si guarda un archivo ZIP, descomprímalo allí.',
        'Ponga annotations.dat y abbreviations.txt, que vienen con las imágenes, junto a la carpeta de las imágenes.',
      ],
    },
    archive: null,
    folders: ['BAS', 'EBO', 'EOS', 'KSC', 'LYA', 'LYT', 'MMZ', 'MOB', 'MON', 'MYB', 'MYO', 'NGB', 'NGS', 'PMB', 'PMO'],
    companions: ['annotations.dat'],
  },
};

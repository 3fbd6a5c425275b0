import type { DataSource } from './data-source.ts';

const PAGE = 'https://www.kaggle.com/datasets/eugeneshenderov/acute-promyelocytic-leukemia-apl';

/** By hand: the page wants a log-in, and states no open licence. */
export const JHU: DataSource = {
  id: 'jhu',
  holds: 'images',
  title: 'AML and APL at diagnosis (Johns Hopkins)',
  what: {
    en: 'Single cells of 106 patients with AML or APL at diagnosis, CellaVision, about 360 x 363 px JPEG, with the patient of each: 82 patients to learn from, 24 more of a later cohort.',
    es: 'Células sueltas de 106 pacientes con LMA o LPA al diagnóstico, CellaVision, JPEG de unos 360 x 363 px, con el paciente de cada una: 82 pacientes para aprender y otros 24 de una cohorte posterior.',
  },
  images: null,
  classes: 21,
  licence: {
    name: {
      en: 'no open licence: ask the authors before any use but measuring',
      es: 'sin licencia abierta: pregunte a los autores antes de cualquier uso que no sea medir',
    },
    spdx: null,
    url: PAGE,
  },
  citations: [
    'Sidhom et al., "Deep learning for diagnosis of acute promyelocytic leukemia via recognition of genomically imprinted morphologic features", npj Precision Oncology 5, 38 (2021), doi 10.1038/s41698-021-00179-y',
  ],
  page: PAGE,
  obtain: {
    kind: 'by-hand',
    steps: {
      en: [
        `Open ${PAGE} in a browser, log in to Kaggle and read the terms that the page states.`,
        'Download the data set (one ZIP file) and unpack it into {place}.',
      ],
      es: [
        `Abra ${PAGE} en un navegador, inicie sesión en Kaggle y lea las condiciones que figuran en la página.`,
        'Descargue el conjunto (un archivo ZIP) y descomprímalo en {place}.',
      ],
    },
    archive: null,
    folders: ['Patient_02', 'Patient_03'],
    companions: [],
  },
};

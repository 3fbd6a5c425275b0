import type { Language } from '../../errors/entry.ts';

export type SectionId =
  | 'polarity'
  | 'claims'
  | 'leakage'
  | `table-${'i' | 'ii' | 'iii' | 'iv' | 'v' | 'vi' | 'vii' | 'viii'}`
  | `figure-${1 | 2 | 3 | 4 | 5}`
  | 'whole-images'
  | 'assumptions'
  | 'environment'
  | 'runs';

/** Titles of the report's sections. */
export const PAGE_SECTIONS: Readonly<Record<Language, Readonly<Record<SectionId, string>>>> = {
  en: {
    polarity: 'Which class is positive',
    claims: "The paper's claims, held or not held",
    leakage: 'Split by image or by patient: what leaks',
    'table-i': 'Table I: the state of the art it cites',
    'table-ii': 'Table II: the plan',
    'table-iii': 'Table III: CNN, 32 px',
    'table-iv': 'Table IV: CNN, 400 px',
    'table-v': 'Table V: transfer learning, 32 px',
    'table-vi': 'Table VI: transfer learning, 400 px',
    'table-vii': 'Table VII: confusion matrices',
    'table-viii': 'Table VIII: beside other works',
    'figure-1': 'Figure 1: the two architectures',
    'figure-2': 'Figure 2: the cell types',
    'figure-3': 'Figure 3: sample cells',
    'figure-4': 'Figure 4: effectiveness by class, size and model',
    'figure-5': 'Figure 5: shares of TP, TN, FP and FN',
    'whole-images': 'Is each published %FN a whole number of images?',
    assumptions: 'What was assumed where the paper is silent',
    environment: 'Where it was computed',
    runs: 'To check and to repeat this',
  },
  es: {
    polarity: 'Qué clase es la positiva',
    claims: 'Las afirmaciones del artículo, se sostienen o no',
    leakage: 'Partir por imagen o por paciente: qué se filtra',
    'table-i': 'Tabla I: el estado del arte que cita',
    'table-ii': 'Tabla II: el plan',
    'table-iii': 'Tabla III: CNN, 32 px',
    'table-iv': 'Tabla IV: CNN, 400 px',
    'table-v': 'Tabla V: transferencia de aprendizaje, 32 px',
    'table-vi': 'Tabla VI: transferencia de aprendizaje, 400 px',
    'table-vii': 'Tabla VII: matrices de confusión',
    'table-viii': 'Tabla VIII: junto a otros trabajos',
    'figure-1': 'Figura 1: las dos arquitecturas',
    'figure-2': 'Figura 2: los tipos celulares',
    'figure-3': 'Figura 3: células de muestra',
    'figure-4': 'Figura 4: exactitud por clase, tamaño y modelo',
    'figure-5': 'Figura 5: proporciones de VP, VN, FP y FN',
    'whole-images': '¿Es cada %FN publicado un número entero de imágenes?',
    assumptions: 'Qué se supuso donde el artículo calla',
    environment: 'Dónde se calculó',
    runs: 'Para comprobar y repetir esto',
  },
};

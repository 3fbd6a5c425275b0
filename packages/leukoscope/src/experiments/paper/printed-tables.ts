/*
 * What else the paper prints: Soto-Ayala and Cantoral-Ceballos, "Automatic Blood-Cell Classification via Convolutional
 * Neural Networks and Transfer Learning" (in Spanish).
 */

/** Images of the paper's test parts: 20% of the 18,360 it counts. */
export const PRINTED_TEST_IMAGES = 3672;

/** Table I: the state of the art that the paper cites, accuracies with their digits. `null`, or none: not reported. */
export const STATE_OF_THE_ART = [
  {
    work: { en: 'skin cancer detector', es: 'detector de cáncer de piel' },
    image: { en: 'dermatoscopy, 640 × 480', es: 'dermatoscopia, 640 × 480' },
    hardware: 'i7-4790K, GTX Titan X',
    costUsd: 2542,
    accuracyPercents: ['91'],
  },
  {
    work: { en: 'cervical lesions', es: 'lesiones cervicales' },
    image: { en: 'colposcopy, 224 × 224', es: 'colposcopia, 224 × 224' },
    hardware: 'i7-7700K, GTX 1060 Ti',
    costUsd: 803,
    accuracyPercents: ['76.33'],
  },
  {
    work: { en: 'pneumonia', es: 'neumonía' },
    image: { en: 'chest X-ray, 64 × 64', es: 'radiografía de tórax, 64 × 64' },
    hardware: 'i7-6700HQ, Tesla K80',
    costUsd: 1296,
    accuracyPercents: [],
  },
  {
    work: { en: 'renal carcinoma', es: 'carcinoma renal' },
    image: { en: 'histopathology, 224 × 224', es: 'histopatología, 224 × 224' },
    hardware: null,
    costUsd: null,
    accuracyPercents: ['91', '92.62'],
  },
  {
    work: { en: 'breast biopsies', es: 'biopsias de mama' },
    image: { en: 'histopathology, size by data set', es: 'histopatología, tamaño según el conjunto' },
    hardware: 'i7-8700K, GTX 1080 Ti',
    costUsd: null,
    accuracyPercents: ['98.13', '95.00', '94.64', '83.10'],
  },
] as const;

/** Table II: the plan, from which the result tables differ. */
export const PRINTED_PLAN = [
  { sizePx: 32, batches: [4, 8, 32], epochs: 45 },
  { sizePx: 400, batches: [8, 32], epochs: 60 },
] as const;

/**
 * Table VII: confusion matrices, rows real, columns predicted, first the paper's class 1 (typical). The second is
 * damaged in print; it follows from its 49 false negatives, as many false positives, and 3,672 images.
 */
export const PRINTED_MATRICES = [
  { id: 12, typical: [2915, 64], atypical: [60, 633], errorPercent: 3.37, isRestored: false },
  { id: 14, typical: [2934, 49], atypical: [49, 640], errorPercent: 2.66, isRestored: true },
] as const;

/** Table VIII: the works that the paper compares itself with. */
export const PRINTED_COMPARISON = [
  {
    work: { en: 'skin cancer detector', es: 'detector de cáncer de piel' },
    accuracyPercents: [91],
    sensitivity: 0.95,
    specificity: 0.92,
  },
  {
    work: { en: 'renal carcinoma', es: 'carcinoma renal' },
    accuracyPercents: [91, 92],
    sensitivity: 0.88,
    specificity: 0.94,
  },
] as const;

/** The types of the paper's data set, its figure 2: images of each, and the group that the paper puts it in. */
export const PRINTED_TYPES = [
  { code: 'NGS', group: 'typical', images: 8484 },
  { code: 'NGB', group: 'typical', images: 109 },
  { code: 'LYT', group: 'typical', images: 3937 },
  { code: 'MON', group: 'typical', images: 1789 },
  { code: 'EOS', group: 'typical', images: 424 },
  { code: 'BAS', group: 'typical', images: 79 },
  { code: 'MYO', group: 'atypical', images: 3268 },
  { code: 'PMO', group: 'atypical', images: 70 },
  { code: 'MYB', group: 'atypical', images: 42 },
  { code: 'MMZ', group: 'atypical', images: 15 },
  { code: 'MOB', group: 'atypical', images: 26 },
  { code: 'PMB', group: 'atypical', images: 18 },
  { code: 'EBO', group: 'atypical', images: 78 },
  { code: 'LYA', group: 'atypical', images: 11 },
  { code: 'KSC', group: 'atypical', images: 15 },
] as const;

/** The paper's surroundings. */
export const PRINTED_ENVIRONMENT = {
  software: 'Python 3.7.6, PyTorch 1.4.0, Matplotlib 3.1.3, NumPy 1.18.1',
  machine: 'AMD Ryzen 7 2700X, 16 GB, NVIDIA RTX 2070 SUPER',
} as const;

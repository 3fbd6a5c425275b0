import type { Language } from '../../errors/entry.ts';
import { decimalText, significantText } from './number-text.ts';

interface DescribedWork {
  readonly work: 'training' | 'inference';
  readonly batch: number;
  readonly stepMs: number;
  readonly imagesPerSecond: number;
  readonly gflops: number;
  readonly peakGflops: number;
  readonly shareOfPeak: number;
}

interface ProfileSetting {
  readonly network: string;
  readonly sizePx: number;
  readonly threads: number;
  /** With its version. */
  readonly runtime: string;
}

export interface ProfileTexts {
  readonly title: string;
  readonly works: Readonly<Record<DescribedWork['work'], string>>;
  /** `Training, 8 images a step: …` */
  readonly result: (work: DescribedWork) => string;
  readonly byKind: string;
  readonly byLayer: string;
  readonly byOperator: string;
  /** Of what takes time; another name is that of an ONNX operator or a layer. */
  readonly names: Readonly<Record<string, string>>;
  readonly rest: (parts: number) => string;
  readonly profiler: (work: { stepMs: number; profiledStepMs: number }) => string;
  readonly folded: string;
  readonly outside: string;
  readonly setting: (setting: ProfileSetting) => string;
  readonly part: string;
  readonly share: string;
}

const three = (value: number) => significantText(value, 3);

/** `12.3 ms · 34%` */
export function timeText({ ms, share }: { readonly ms: number; readonly share: number }): string {
  return `${three(ms)} ms · ${percent(share)}`;
}

export function percent(share: number): string {
  return `${decimalText(100 * share, share < 0.1 ? 1 : 0)}%`;
}

const slower = ({ stepMs, profiledStepMs }: { stepMs: number; profiledStepMs: number }) =>
  decimalText(100 * (profiledStepMs / stepMs - 1), 0);

export const PROFILE_TEXTS: Readonly<Record<Language, ProfileTexts>> = {
  en: {
    title: 'Where the time of a step goes',
    works: { training: 'Training', inference: 'Inference' },
    result: ({ work, batch, stepMs, imagesPerSecond, gflops, peakGflops, shareOfPeak }) =>
      `${PROFILE_TEXTS.en.works[work]}, ${batch} ${batch === 1 ? 'image' : 'images'} a step: ${three(imagesPerSecond)} images/s, ${three(stepMs)} ms a step. Matrix products and convolutions: ${three(gflops)} GFLOP/s, ${percent(shareOfPeak)} of this machine’s ${three(peakGflops)}.`,
    byKind: 'By kind',
    byLayer: 'By layer',
    byOperator: 'By ONNX operator',
    names: {
      pixels: 'pixels to numbers',
      convolution: 'convolution, forward',
      normalisation: 'batch normalisation',
      pooling: 'pooling',
      dense: 'fully connected layers',
      'element-wise': 'element by element',
      loss: 'loss',
      'convolution-by-input': 'convolution, gradient by input',
      'convolution-by-weights': 'convolution, gradient by weights',
      'convolution-gradients': 'convolution, both gradients in one',
      copies: 'copies and gathers',
      update: 'update of the parameters',
      'between-nodes': 'between nodes',
      'around-run': 'ONNX Runtime, before and after its nodes',
      javascript: 'JavaScript',
      input: 'before the first layer',
      onnxruntime: 'put in by ONNX Runtime',
    },
    rest: (parts) => `${parts} more`,
    profiler: (work) =>
      `The parts are of steps that ONNX Runtime’s profiler watched; they took ${slower(work)}% longer.`,
    folded: 'ONNX Runtime folds layers together where it can; their time is that of the last of them.',
    setting: ({ network, sizePx, threads, runtime }) =>
      `${network} at ${sizePx} px, ${threads} ${threads === 1 ? 'thread' : 'threads'}, ${runtime}; images are not read, but random.`,
    outside: 'Bars of the second colour are what no node takes.',
    part: 'part',
    share: 'share',
  },
  es: {
    title: 'En qué se va el tiempo de un paso',
    works: { training: 'Entrenamiento', inference: 'Inferencia' },
    result: ({ work, batch, stepMs, imagesPerSecond, gflops, peakGflops, shareOfPeak }) =>
      `${PROFILE_TEXTS.es.works[work]}, ${batch} ${batch === 1 ? 'imagen' : 'imágenes'} por paso: ${three(imagesPerSecond)} imágenes/s, ${three(stepMs)} ms por paso. Productos de matrices y convoluciones: ${three(gflops)} GFLOP/s, ${percent(shareOfPeak)} de los ${three(peakGflops)} de esta máquina.`,
    byKind: 'Por tipo',
    byLayer: 'Por capa',
    byOperator: 'Por operador de ONNX',
    names: {
      pixels: 'de píxeles a números',
      convolution: 'convolución, hacia delante',
      normalisation: 'normalización por lotes',
      pooling: 'agrupación (pooling)',
      dense: 'capas totalmente conectadas',
      'element-wise': 'elemento a elemento',
      loss: 'pérdida',
      'convolution-by-input': 'convolución, gradiente de la entrada',
      'convolution-by-weights': 'convolución, gradiente de los pesos',
      'convolution-gradients': 'convolución, ambos gradientes a la vez',
      copies: 'copias y recogidas',
      update: 'actualización de los parámetros',
      'between-nodes': 'entre nodos',
      'around-run': 'ONNX Runtime, antes y después de sus nodos',
      javascript: 'JavaScript',
      input: 'antes de la primera capa',
      onnxruntime: 'añadido por ONNX Runtime',
    },
    rest: (parts) => `${parts} más`,
    profiler: (work) =>
      `Las partes son de pasos observados por el perfilador de ONNX Runtime, que tardaron un ${slower(work)} % más.`,
    folded: 'ONNX Runtime funde capas donde puede; su tiempo es el de la última de ellas.',
    setting: ({ network, sizePx, threads, runtime }) =>
      `${network} con ${sizePx} px, ${threads} ${threads === 1 ? 'hilo' : 'hilos'}, ${runtime}; las imágenes no se leen: son aleatorias.`,
    outside: 'Las barras del segundo color son lo que no toma ningún nodo.',
    part: 'parte',
    share: 'proporción',
  },
};

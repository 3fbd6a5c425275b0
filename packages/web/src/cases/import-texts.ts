import type { Language } from 'leukoscope/browser';
import { counted } from '../base/counted.ts';

interface ImportTexts {
  readonly title: string;
  readonly drop: string;
  readonly dropUnread: string;
  readonly files: string;
  readonly folder: string;
  readonly otherWays: string;
  readonly path: string;
  readonly pathHint: string;
  readonly dataset: string;
  readonly datasetHint: string;
  readonly import: string;
  readonly sending: string;
  readonly sent: (done: number, total: number) => string;
  readonly stopSending: string;
  readonly added: (added: number, doubles: number) => string;
  readonly rejected: (count: number) => string;
  readonly file: string;
  readonly reason: string;
  readonly classify: string;
  readonly classifyAnyway: string;
  readonly classifyWith: string;
  readonly present: (name: string) => string;
}

export const IMPORT_TEXTS: Readonly<Record<Language, ImportTexts>> = {
  en: {
    title: 'Add images',
    drop: 'Drop images, folders or zip files here',
    dropUnread: 'The browser could not read what was dropped. Choose it with the buttons instead.',
    files: 'Choose files…',
    folder: 'Choose a folder…',
    otherWays: 'Other ways',
    path: 'Folder or zip on the server',
    pathHint: 'A path below the folders that the server may read.',
    dataset: 'Data set',
    datasetHint: 'Generated cells for trying things out: synthetic:1,cells=2000',
    import: 'Import',
    sending: 'Sending images',
    sent: (done, total) => `${done} of ${total}`,
    stopSending: 'Stop',
    added: (added, doubles) =>
      `${counted(added, 'image', 'images')} added${doubles === 0 ? '' : `; ${counted(doubles, 'was', 'were')} in the case already`}.`,
    rejected: (count) => (count === 1 ? '1 file could not be used' : `${count} files could not be used`),
    file: 'File',
    reason: 'Reason',
    classify: 'Classify',
    classifyAnyway: 'Classify all the same, to try it out',
    classifyWith: 'Model',
    present: (name) => `${name} (in use)`,
  },
  es: {
    title: 'Añadir imágenes',
    drop: 'Suelte aquí imágenes, carpetas o archivos zip',
    dropUnread: 'El navegador no pudo leer lo que se soltó. Elíjalo con los botones.',
    files: 'Elegir archivos…',
    folder: 'Elegir una carpeta…',
    otherWays: 'Otras formas',
    path: 'Carpeta o zip del servidor',
    pathHint: 'Una ruta dentro de las carpetas que el servidor puede leer.',
    dataset: 'Conjunto de datos',
    datasetHint: 'Células generadas, para probar: synthetic:1,cells=2000',
    import: 'Importar',
    sending: 'Enviando imágenes',
    sent: (done, total) => `${done} de ${total}`,
    stopSending: 'Parar',
    added: (added, doubles) =>
      `${counted(added, 'imagen añadida', 'imágenes añadidas')}${doubles === 0 ? '' : `; ${counted(doubles, 'ya estaba', 'ya estaban')} en el caso`}.`,
    rejected: (count) => (count === 1 ? '1 archivo no se pudo usar' : `${count} archivos no se pudieron usar`),
    file: 'Archivo',
    reason: 'Motivo',
    classify: 'Clasificar',
    classifyAnyway: 'Clasificar igualmente, para probar',
    classifyWith: 'Modelo',
    present: (name) => `${name} (en uso)`,
  },
};

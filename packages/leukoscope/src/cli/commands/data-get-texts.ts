import type { Language } from '../../errors/entry.ts';

interface DataGetTexts {
  readonly command: {
    readonly summary: string;
    readonly description: string;
    readonly arguments: Readonly<Record<'id', string>>;
    readonly options: Readonly<Record<'out' | 'offline', string>>;
  };
  readonly headings: Readonly<Record<'id' | 'title' | 'images' | 'classes' | 'size' | 'licence' | 'how', string>>;
  readonly how: Readonly<Record<'download' | 'by-hand', string>>;
  readonly facts: Readonly<Record<'images' | 'from' | 'size' | 'licence' | 'cite', string>>;
  readonly classes: (count: number) => string;
  readonly sizeUnknown: string;
  readonly atMost: (size: string) => string;
  readonly noLicence: string;
  readonly listed: string;
  readonly goingOn: (size: string) => string;
  readonly beginsAnew: (size: string) => string;
  readonly waiting: (seconds: string, attempt: number, attempts: number) => string;
  readonly kept: string;
  readonly got: Readonly<Record<'fetched' | 'was-there', (path: string, size: string) => string>>;
  readonly checked: Readonly<Record<'sha256' | 'md5' | 'pinned', string>>;
  readonly checkedBy: (what: string) => string;
  readonly firstTime: string;
  readonly byHand: string;
  readonly thenAgain: (command: string) => string;
  readonly thereAlready: (path: string) => string;
  readonly unpacked: (path: string, files: string) => string;
  readonly leftOut: (files: string) => string;
  readonly next: (command: string) => string;
}

export const DATA_GET_TEXTS: Readonly<Record<Language, DataGetTexts>> = {
  en: {
    command: {
      summary: 'bring a public data set, or the weights of a network, to this machine, or list those there are',
      description:
        'Shows source, size, licence and citation first. A download that breaks off goes on where it was, and only a file with the right checksum is put in its place; data sets that need a person come with instructions. No other command fetches anything. HTTPS_PROXY, HTTP_PROXY and NO_PROXY are heeded.',
      arguments: { id: 'which one; without it, all are listed' },
      options: {
        out: 'folder for it (default: data/<id>; of weights, LEUKOSCOPE_WEIGHTS or the cache)',
        offline: 'fetch nothing; say what would have to be fetched',
      },
    },
    headings: {
      id: 'id',
      title: 'data set',
      images: 'images',
      classes: 'classes',
      size: 'size',
      licence: 'licence',
      how: 'comes',
    },
    how: { download: 'by itself', 'by-hand': 'by hand' },
    facts: { images: 'images', from: 'from', size: 'size', licence: 'licence', cite: 'please cite' },
    classes: (count) => `in ${count} classes`,
    sizeUnknown: 'not stated by the publisher',
    atMost: (size) => `at most ${size}; the publisher does not state it`,
    noLicence: 'not open',
    listed: 'Get one: leukoscope data get <id>. "By hand": its page needs a person, and you are told what to do.',
    goingOn: (size) => `Going on after ${size} that are here already.`,
    beginsAnew: (size) => `The server begins anew: the first ${size} are fetched again.`,
    waiting: (seconds, attempt, attempts) =>
      `The connection broke off or the server is busy; trying again in ${seconds} s (attempt ${attempt} of ${attempts}).`,
    kept: 'What was received is kept: the same command goes on from there.',
    got: {
      fetched: (path, size) => `${path} is here and whole (${size}).`,
      'was-there': (path, size) => `${path} was here already (${size}), nothing was fetched.`,
    },
    checked: {
      sha256: "the publisher's file by its sha256",
      md5: 'the md5 that the publisher states',
      pinned: 'the sha256 of the first time',
    },
    checkedBy: (what) => `checked by ${what}`,
    firstTime: 'no checksum is published: its sha256 is recorded, and later downloads are held to it',
    byHand: 'This data set needs a person:',
    thenAgain: (command) => `Then run this again, which unpacks or recognises it: ${command}`,
    thereAlready: (path) => `It is here already: ${path}`,
    unpacked: (path, files) => `Unpacked ${files} files: ${path}`,
    leftOut: (files) => `${files} files that macOS had added were left out.`,
    next: (command) => `Next: ${command}`,
  },
  es: {
    command: {
      summary: 'traer a este equipo un conjunto de datos público o los pesos de una red, o enumerar los que hay',
      description:
        'Muestra primero procedencia, tamaño, licencia y cita. Una descarga que se corta continúa donde estaba, y solo se pone en su lugar un archivo con la suma de comprobación correcta; los conjuntos que necesitan a una persona vienen con instrucciones. Ninguna otra orden trae nada de la red. Se respetan HTTPS_PROXY, HTTP_PROXY y NO_PROXY.',
      arguments: { id: 'cuál; sin él se enumeran todos' },
      options: {
        out: 'carpeta para él (por defecto: data/<id>; de pesos, LEUKOSCOPE_WEIGHTS o la caché)',
        offline: 'no traer nada; decir qué habría que traer',
      },
    },
    headings: {
      id: 'id',
      title: 'conjunto de datos',
      images: 'imágenes',
      classes: 'clases',
      size: 'tamaño',
      licence: 'licencia',
      how: 'viene',
    },
    how: { download: 'solo', 'by-hand': 'a mano' },
    facts: { images: 'imágenes', from: 'procedencia', size: 'tamaño', licence: 'licencia', cite: 'cítese' },
    classes: (count) => `en ${count} clases`,
    sizeUnknown: 'el editor no lo indica',
    atMost: (size) => `como mucho ${size}; el editor no lo indica`,
    noLicence: 'no abierta',
    listed: 'Traer uno: leukoscope data get <id>. «A mano»: su página necesita a una persona, y se le dice qué hacer.',
    goingOn: (size) => `Se continúa después de ${size} que ya están aquí.`,
    beginsAnew: (size) => `El servidor empieza de nuevo: los primeros ${size} se traen otra vez.`,
    waiting: (seconds, attempt, attempts) =>
      `La conexión se cortó o el servidor está ocupado; se intenta de nuevo en ${seconds} s (intento ${attempt} de ${attempts}).`,
    kept: 'Lo recibido se conserva: la misma orden continúa desde ahí.',
    got: {
      fetched: (path, size) => `${path} está aquí y entero (${size}).`,
      'was-there': (path, size) => `${path} ya estaba aquí (${size}); no se ha traído nada.`,
    },
    checked: {
      sha256: 'el sha256 del archivo del editor',
      md5: 'el md5 que indica el editor',
      pinned: 'el sha256 de la primera vez',
    },
    checkedBy: (what) => `comprobado con ${what}`,
    firstTime:
      'no hay suma de comprobación publicada: se registra su sha256 y las descargas posteriores deben coincidir',
    byHand: 'Este conjunto de datos necesita a una persona:',
    thenAgain: (command) => `Después repita esto, que lo descomprime o lo reconoce: ${command}`,
    thereAlready: (path) => `Ya está aquí: ${path}`,
    unpacked: (path, files) => `Se han descomprimido ${files} archivos: ${path}`,
    leftOut: (files) => `Se dejaron fuera ${files} archivos que había añadido macOS.`,
    next: (command) => `A continuación: ${command}`,
  },
};

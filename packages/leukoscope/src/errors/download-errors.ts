import { EXIT, entry, type Language } from './entry.ts';
import { numberFormat, shown } from './wording.ts';

/** Why no connection came about, or why it ended. */
export type ConnectionTrouble = 'name-unknown' | 'refused' | 'no-network' | 'silent' | 'broken';

const TROUBLE: Readonly<Record<ConnectionTrouble, { en: string; es: string }>> = {
  'name-unknown': { en: 'its name was not found', es: 'no se encontró su nombre' },
  refused: { en: 'it refused the connection', es: 'rechazó la conexión' },
  'no-network': { en: 'no network leads there', es: 'ninguna red llega hasta él' },
  silent: { en: 'nothing came any more', es: 'dejó de llegar algo' },
  broken: { en: 'the connection broke off', es: 'la conexión se cortó' },
};

/** Why an archive is not unpacked. */
export type ZipFault =
  | 'structure'
  | 'unsafe-name'
  | 'link'
  | 'encrypted'
  | 'too-many'
  | 'too-large'
  | 'duplicate'
  | 'damaged';

const ZIP_FAULTS: Readonly<Record<ZipFault, { en: string; es: string }>> = {
  structure: { en: 'it is no whole ZIP file', es: 'no es un archivo ZIP entero' },
  'unsafe-name': { en: 'a name in it leads out of the folder', es: 'un nombre lleva fuera de la carpeta' },
  link: { en: 'it holds a link', es: 'contiene un enlace' },
  encrypted: { en: 'it is locked with a password', es: 'está protegido con contraseña' },
  'too-many': { en: 'it holds too many files', es: 'contiene demasiados archivos' },
  'too-large': { en: 'it unpacks to far more than it may', es: 'ocupa al descomprimirse mucho más de lo admitido' },
  duplicate: { en: 'two of its files have one name', es: 'dos de sus archivos tienen el mismo nombre' },
  damaged: { en: 'its content is damaged', es: 'su contenido está dañado' },
};

const bytes = (count: number, language: Language): string => `${numberFormat(language)(count)} bytes`;
const host = (url: string): string => (URL.canParse(url) ? new URL(url).host : shown(url));

const network = { exitCode: EXIT.machine } as const;
const wrongContent = { exitCode: EXIT.badInput, httpStatus: 502 } as const;

const statusHint = (status: number, page: string): { en: string; es: string } => {
  if (status === 401 || status === 403) {
    return {
      en: `The publisher lets nobody in without asking; see ${page}.`,
      es: `El editor no deja entrar sin permiso; vea ${page}.`,
    };
  }
  if (status === 407) {
    return {
      en: 'The proxy wants a name and a password: set HTTPS_PROXY=http://name:password@host:port.',
      es: 'El proxy pide nombre y contraseña: use HTTPS_PROXY=http://nombre:contraseña@equipo:puerto.',
    };
  }
  if (status === 429 || status >= 500) {
    return {
      en: 'The server is busy or in trouble. Run the same command again later; what was received is kept.',
      es: 'El servidor está ocupado o tiene problemas. Repita la misma orden más tarde; lo recibido se conserva.',
    };
  }
  return {
    en: `The publisher may have moved it; see ${page}, and tell us.`,
    es: `Quizá el editor lo ha movido; vea ${page} y avísenos.`,
  };
};

/** Files that do not come: the network or the machine refused (exit 5), or what came is not what was asked for (exit 3). */
export const downloadErrors = {
  'download.unknown-source': entry<{ given: string; nearest: string | null; known: readonly string[] }>({
    exitCode: EXIT.wrongUse,
    httpStatus: 404,
    en: (d) => ({
      message: `there is no data set '${shown(d.given)}' to get, expected one of ${d.known.join(', ')}.`,
      hint:
        d.nearest === null
          ? '`leukoscope data get` alone lists them with their terms.'
          : `Did you mean '${d.nearest}'?`,
    }),
    es: (d) => ({
      message: `no hay ningún conjunto de datos «${shown(d.given)}» que traer, se esperaba uno de ${d.known.join(', ')}.`,
      hint:
        d.nearest === null
          ? '`leukoscope data get` sin más los enumera con sus condiciones.'
          : `¿Quiso decir «${d.nearest}»?`,
    }),
  }),
  'download.offline': entry<{ url: string; bytes: number | null; path: string }>({
    ...network,
    httpStatus: 503,
    en: (d) => ({
      message: `--offline: ${d.url}${d.bytes === null ? '' : ` (${bytes(d.bytes, 'en')})`} would have to be fetched, and nothing was.`,
      hint: `Fetch it on another machine and put it at ${d.path}, or leave out --offline.`,
    }),
    es: (d) => ({
      message: `--offline: habría que traer ${d.url}${d.bytes === null ? '' : ` (${bytes(d.bytes, 'es')})`} y no se ha traído nada.`,
      hint: `Tráigalo en otro equipo y póngalo en ${d.path}, o quite --offline.`,
    }),
  }),
  'download.no-connection': entry<{
    url: string;
    trouble: ConnectionTrouble;
    systemCode: string | null;
    attempts: number;
    receivedBytes: number;
    /** Host and port of the proxy that was set, without its password. */
    proxy: string | null;
  }>({
    ...network,
    httpStatus: 504,
    en: (d) => ({
      message: `cannot get ${d.url}: ${TROUBLE[d.trouble].en}${d.systemCode === null ? '' : ` (${d.systemCode})`} after ${d.attempts === 1 ? '1 attempt' : `${d.attempts} attempts`}, ${bytes(d.receivedBytes, 'en')} received.`,
      hint: `${d.proxy === null ? 'Check the network; behind a proxy set HTTPS_PROXY.' : `Check the network and the proxy (${d.proxy}).`} The same command goes on from what was received.`,
    }),
    es: (d) => ({
      message: `no se puede traer ${d.url}: ${TROUBLE[d.trouble].es}${d.systemCode === null ? '' : ` (${d.systemCode})`} tras ${d.attempts === 1 ? '1 intento' : `${d.attempts} intentos`}, ${bytes(d.receivedBytes, 'es')} recibidos.`,
      hint: `${d.proxy === null ? 'Compruebe la red; detrás de un proxy use HTTPS_PROXY.' : `Compruebe la red y el proxy (${d.proxy}).`} La misma orden continúa desde lo recibido.`,
    }),
  }),
  'download.untrusted-server': entry<{ url: string; systemCode: string }>({
    ...network,
    httpStatus: 502,
    en: (d) => ({
      message: `cannot get ${d.url}: the identity of ${host(d.url)} could not be verified (${d.systemCode}).`,
      hint: 'Check the clock of this machine. If your network inspects connections, set NODE_USE_SYSTEM_CA=1, or NODE_EXTRA_CA_CERTS to the certificate of your institution.',
    }),
    es: (d) => ({
      message: `no se puede traer ${d.url}: no se pudo verificar la identidad de ${host(d.url)} (${d.systemCode}).`,
      hint: 'Compruebe el reloj de este equipo. Si su red inspecciona las conexiones, use NODE_USE_SYSTEM_CA=1, o NODE_EXTRA_CA_CERTS con el certificado de su institución.',
    }),
  }),
  'download.proxy-refused': entry<{ url: string; proxy: string | null; reason: string }>({
    ...network,
    httpStatus: 502,
    en: (d) => ({
      message: `cannot get ${d.url}: the proxy ${d.proxy ?? ''} opened no way there (${shown(d.reason)}).`,
      hint: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or ask whoever runs the proxy to allow this address.',
    }),
    es: (d) => ({
      message: `no se puede traer ${d.url}: el proxy ${d.proxy ?? ''} no abrió el paso (${shown(d.reason)}).`,
      hint: 'Compruebe HTTPS_PROXY, HTTP_PROXY y NO_PROXY, o pida a quien administra el proxy que permita esta dirección.',
    }),
  }),
  'download.proxy-unsupported': entry<{ proxy: string; found: string }>({
    ...network,
    httpStatus: 500,
    en: (d) => ({
      message: `the proxy ${d.proxy} cannot be used with Node ${d.found}, expected 24.5 or newer.`,
      hint: 'Update Node, or unset HTTPS_PROXY and HTTP_PROXY if there is a way without them.',
    }),
    es: (d) => ({
      message: `el proxy ${d.proxy} no se puede usar con Node ${d.found}, se esperaba 24.5 o posterior.`,
      hint: 'Actualice Node, o quite HTTPS_PROXY y HTTP_PROXY si hay otro camino.',
    }),
  }),
  'download.status': entry<{ url: string; status: number; page: string }>({
    ...network,
    httpStatus: 502,
    en: (d) => ({
      message: `cannot get ${d.url}: the server answered ${d.status}, expected 200.`,
      hint: statusHint(d.status, d.page).en,
    }),
    es: (d) => ({
      message: `no se puede traer ${d.url}: el servidor respondió ${d.status}, se esperaba 200.`,
      hint: statusHint(d.status, d.page).es,
    }),
  }),
  'download.bad-redirect': entry<{ url: string; to: string; reason: 'insecure' | 'too-many' | 'no-address' }>({
    ...network,
    httpStatus: 502,
    en: (d) => ({
      message: {
        insecure: `cannot get ${d.url}: it leads on to ${shown(d.to)}, which is not secured, expected https.`,
        'too-many': `cannot get ${d.url}: it leads from address to address without end (now ${shown(d.to)}).`,
        'no-address': `cannot get ${d.url}: it leads on to '${shown(d.to)}', which is no address.`,
      }[d.reason],
      hint: 'Something between here and the server changes its answers. Try another network.',
    }),
    es: (d) => ({
      message: {
        insecure: `no se puede traer ${d.url}: remite a ${shown(d.to)}, que no es seguro, se esperaba https.`,
        'too-many': `no se puede traer ${d.url}: remite de una dirección a otra sin fin (ahora ${shown(d.to)}).`,
        'no-address': `no se puede traer ${d.url}: remite a «${shown(d.to)}», que no es una dirección.`,
      }[d.reason],
      hint: 'Algo entre este equipo y el servidor cambia las respuestas. Pruebe con otra red.',
    }),
  }),
  'download.web-page': entry<{ url: string }>({
    ...network,
    httpStatus: 502,
    en: (d) => ({
      message: `cannot get ${d.url}: a web page came instead of the file.`,
      hint: 'Perhaps your network wants you to log in first: open any page in a browser, then run the same command again.',
    }),
    es: (d) => ({
      message: `no se puede traer ${d.url}: llegó una página web en lugar del archivo.`,
      hint: 'Quizá su red pide identificarse: abra una página en un navegador y repita la misma orden.',
    }),
  }),
  'download.wrong-length': entry<{ url: string; got: number; expected: number; atLeast: boolean }>({
    ...wrongContent,
    en: (d) => ({
      message: `${d.url} is not the expected file: got ${d.atLeast ? 'more than ' : ''}${bytes(d.got, 'en')}, expected ${bytes(d.expected, 'en')}. Nothing of it was kept.`,
      hint: 'Run the same command again; if it stays so, the publisher has replaced the file: tell us.',
    }),
    es: (d) => ({
      message: `${d.url} no es el archivo esperado: se recibieron ${d.atLeast ? 'más de ' : ''}${bytes(d.got, 'es')}, se esperaban ${bytes(d.expected, 'es')}. No se ha conservado nada.`,
      hint: 'Repita la misma orden; si sigue igual, el editor ha sustituido el archivo: avísenos.',
    }),
  }),
  'download.wrong-checksum': entry<{ url: string; algorithm: string; got: string; expected: string }>({
    ...wrongContent,
    en: (d) => ({
      message: `${d.url} is not the expected file: got the ${d.algorithm} ${d.got}, expected ${d.expected}. Nothing of it was kept.`,
      hint: 'Run the same command again, which begins anew; if it stays so, do not use the file, and tell us.',
    }),
    es: (d) => ({
      message: `${d.url} no es el archivo esperado: su ${d.algorithm} es ${d.got}, se esperaba ${d.expected}. No se ha conservado nada.`,
      hint: 'Repita la misma orden, que empieza de nuevo; si sigue igual, no use el archivo y avísenos.',
    }),
  }),
  'download.other-file': entry<{
    path: string;
    what: 'length' | 'sha256' | 'md5';
    got: string;
    expected: string;
  }>({
    exitCode: EXIT.badInput,
    httpStatus: 409,
    en: (d) => ({
      message: `the file at ${d.path} is another one: its ${d.what} is ${d.got}, expected ${d.expected}. It was left as it is.`,
      hint: 'Move it away, or choose another place with --out, then run the same command again.',
    }),
    es: (d) => ({
      message: `el archivo de ${d.path} es otro: ${d.what === 'length' ? 'su longitud' : `su ${d.what}`} es ${d.got}, se esperaba ${d.expected}. No se ha tocado.`,
      hint: 'Póngalo en otro sitio o elija otro lugar con --out y repita la misma orden.',
    }),
  }),
  'download.bad-archive': entry<{ path: string; member: string | null; fault: ZipFault }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `cannot unpack ${d.path}: ${ZIP_FAULTS[d.fault].en}${d.member === null ? '' : ` (${shown(d.member)})`}. Nothing of it was kept.`,
      hint: 'Fetch it again from its publisher; a copy that was cut short or changed looks like this.',
    }),
    es: (d) => ({
      message: `no se puede descomprimir ${d.path}: ${ZIP_FAULTS[d.fault].es}${d.member === null ? '' : ` (${shown(d.member)})`}. No se ha conservado nada.`,
      hint: 'Tráigalo otra vez de su editor; así se ve una copia incompleta o cambiada.',
    }),
  }),
  'download.bad-record': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is not the record that an earlier download left, expected what it wrote.`,
      hint: 'It tells which bytes came the first time. Delete it if you can do without that comparison.',
    }),
    es: (d) => ({
      message: `${d.path} no es el registro que dejó una descarga anterior, se esperaba lo que ella escribió.`,
      hint: 'Dice qué bytes llegaron la primera vez. Bórrelo si puede prescindir de esa comparación.',
    }),
  }),
  'download.no-room': entry<{ path: string; neededBytes: number; freeBytes: number }>({
    ...network,
    httpStatus: 507,
    en: (d) => ({
      message: `there is no room at ${d.path}: ${bytes(d.freeBytes, 'en')} are free, expected ${bytes(d.neededBytes, 'en')} more.`,
      hint: 'Free space or choose another place with --out, then run the same command again.',
    }),
    es: (d) => ({
      message: `no hay espacio en ${d.path}: quedan ${bytes(d.freeBytes, 'es')}, se esperaban otros ${bytes(d.neededBytes, 'es')}.`,
      hint: 'Libere espacio o elija otro lugar con --out y repita la misma orden.',
    }),
  }),
} as const;

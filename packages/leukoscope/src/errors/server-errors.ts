import { EXIT, entry } from './entry.ts';
import { counted, shown } from './wording.ts';

const wrongUse = { exitCode: EXIT.wrongUse } as const;
const refused = { exitCode: EXIT.refused } as const;

const SUBJECTS = {
  en: {
    user: 'user',
    model: 'model',
    patient: 'patient',
    case: 'case',
    cell: 'cell',
    image: 'image',
    job: 'job',
    training: 'training',
    'dataset-version': 'data set version',
    page: 'page',
  },
  es: {
    user: 'usuario',
    model: 'modelo',
    patient: 'paciente',
    case: 'caso',
    cell: 'célula',
    image: 'imagen',
    job: 'tarea',
    training: 'entrenamiento',
    'dataset-version': 'versión de datos',
    page: 'página',
  },
} as const;
export type ApiSubject = keyof (typeof SUBJECTS)['en'];

const ROLE_WORDS = {
  en: { viewer: 'viewer', reviewer: 'reviewer', admin: 'administrator' },
  es: { viewer: 'observador', reviewer: 'revisor', admin: 'administrador' },
} as const;

const LISTENING = {
  EADDRINUSE: { en: 'another program listens there', es: 'otro programa escucha ahí' },
  EACCES: { en: 'permission denied', es: 'permiso denegado' },
  EADDRNOTAVAIL: { en: 'this machine has no such address', es: 'este equipo no tiene esa dirección' },
  ENOTFOUND: { en: 'there is no such name', es: 'no existe ese nombre' },
} as const;
const listening = (systemCode: string, language: 'en' | 'es'): string =>
  systemCode in LISTENING ? LISTENING[systemCode as keyof typeof LISTENING][language] : systemCode;

/** What `leukoscope serve` refuses before it serves. */
const serveErrors = {
  'serve.cannot-listen': entry<{ host: string; port: number; systemCode: string }>({
    exitCode: EXIT.machine,
    httpStatus: 503,
    en: (d) => ({
      message: `cannot listen on ${d.host} port ${d.port}: ${listening(d.systemCode, 'en')} (${d.systemCode}).`,
      hint: 'Choose another port (--port 0 takes any that is free) or stop the other program.',
    }),
    es: (d) => ({
      message: `no se puede escuchar en ${d.host}, puerto ${d.port}: ${listening(d.systemCode, 'es')} (${d.systemCode}).`,
      hint: 'Elija otro puerto (--port 0 toma uno libre) o detenga el otro programa.',
    }),
  }),
  'serve.users-needed': entry<{ host: string }>({
    ...wrongUse,
    httpStatus: 400,
    en: (d) => ({
      message: `--host ${d.host} would let others in the network in without a password: there are no users.`,
      hint: 'Add one first: leukoscope user add NAME --role admin. Or leave --host out to serve this machine alone.',
    }),
    es: (d) => ({
      message: `--host ${d.host} dejaría entrar a otros de la red sin contraseña: no hay usuarios.`,
      hint: 'Añada antes uno: leukoscope user add NOMBRE --role admin. O quite --host para atender solo a este equipo.',
    }),
  }),
  'serve.no-chromium': entry<Record<string, never>>({
    exitCode: EXIT.machine,
    httpStatus: 501,
    en: () => ({
      message: 'no Chromium is installed on the server: it is what makes a PDF of the report.',
      hint: 'Install one (apt install chromium), or open the HTML report and print it.',
    }),
    es: () => ({
      message: 'el servidor no tiene Chromium, con el que se hace un PDF del informe.',
      hint: 'Instálelo (apt install chromium) o abra el informe HTML e imprímalo.',
    }),
  }),
  'user.admin-first': entry<Record<string, never>>({
    ...wrongUse,
    httpStatus: 409,
    en: () => ({
      message:
        'the first user must be an administrator: from then on everyone signs in, and somebody must add the others.',
      hint: 'Add one with the role admin first.',
    }),
    es: () => ({
      message:
        'el primer usuario debe ser administrador: desde entonces todos inician sesión y alguien debe añadir a los demás.',
      hint: 'Añada primero uno con el rol admin.',
    }),
  }),
  'user.short-password': entry<{ shortest: number }>({
    ...wrongUse,
    httpStatus: 400,
    en: (d) => ({
      message: `the password is too short: expected at least ${d.shortest} characters.`,
      hint: 'Several words are easy to keep in mind and hard to guess.',
    }),
    es: (d) => ({
      message: `la contraseña es demasiado corta: se esperaban al menos ${d.shortest} caracteres.`,
      hint: 'Varias palabras son fáciles de recordar y difíciles de adivinar.',
    }),
  }),
} as const;

/** What the server refuses for what it was sent, whoever sent it. */
const requestErrors = {
  'api.invalid': entry<{ where: 'path' | 'query' | 'header' | 'body'; field: string; problem: string }>({
    ...wrongUse,
    httpStatus: 400,
    en: (d) => ({
      message: `the request's ${d.where}${d.field === '' ? '' : ` at ${shown(d.field)}`} is not as expected: ${shown(d.problem)}.`,
      hint: 'See /openapi.json for what is expected.',
    }),
    es: (d) => ({
      message: `la petición (${d.where}${d.field === '' ? '' : `, ${shown(d.field)}`}) no es como se esperaba: ${shown(d.problem)}.`,
      hint: 'Vea en /openapi.json lo que se espera.',
    }),
  }),
  'api.no-such-call': entry<{ method: string }>({
    ...wrongUse,
    httpStatus: 404,
    en: (d) => ({
      message: `there is no such call: ${shown(d.method)} at this path.`,
      hint: 'See /openapi.json for all calls.',
    }),
    es: (d) => ({
      message: `no existe esa llamada: ${shown(d.method)} en esta ruta.`,
      hint: 'Vea todas las llamadas en /openapi.json.',
    }),
  }),
  'api.too-large': entry<{ mostBytes: number }>({
    exitCode: EXIT.badInput,
    httpStatus: 413,
    en: (d) => ({
      message: `the request is too large: expected at most ${d.mostBytes} bytes.`,
      hint: 'Send it in parts, or import a folder on the server.',
    }),
    es: (d) => ({
      message: `la petición es demasiado grande: se esperaban como máximo ${d.mostBytes} bytes.`,
      hint: 'Envíela por partes o importe una carpeta del servidor.',
    }),
  }),
  'api.unsupported-media': entry<{ got: string; expected: readonly string[] }>({
    ...wrongUse,
    httpStatus: 415,
    en: (d) => ({
      message: `the body is of type '${shown(d.got)}', expected ${d.expected.join(' or ')}.`,
      hint: 'Set the header Content-Type.',
    }),
    es: (d) => ({
      message: `el cuerpo es de tipo «${shown(d.got)}», se esperaba ${d.expected.join(' o ')}.`,
      hint: 'Indique el encabezado Content-Type.',
    }),
  }),
  'api.internal': entry<{ reference: string }>({
    exitCode: EXIT.ourFault,
    httpStatus: 500,
    en: (d) => ({
      message: `something went wrong in the server (reference ${d.reference}).`,
      hint: 'Try again; if it stays, tell whoever runs the server: its log has more under this reference.',
    }),
    es: (d) => ({
      message: `algo falló en el servidor (referencia ${d.reference}).`,
      hint: 'Repita; si persiste, avise a quien mantiene el servidor: su registro dice más con esa referencia.',
    }),
  }),
} as const;

/** What the server refuses for who asks, or from where. */
const accessErrors = {
  'api.foreign-host': entry<Record<string, never>>({
    ...refused,
    httpStatus: 421,
    en: () => ({
      message: 'the server does not answer under this name.',
      hint: 'Use the address that it printed when it started, or start it with --allow-host NAME.',
    }),
    es: () => ({
      message: 'el servidor no responde con este nombre.',
      hint: 'Use la dirección que mostró al arrancar o inícielo con --allow-host NOMBRE.',
    }),
  }),
  'api.foreign-origin': entry<Record<string, never>>({
    ...refused,
    httpStatus: 403,
    en: () => ({ message: 'the request comes from another web page.', hint: "Use Leukoscope's own page." }),
    es: () => ({ message: 'la petición viene de otra página web.', hint: 'Use la página de Leukoscope.' }),
  }),
  'api.csrf': entry<Record<string, never>>({
    ...refused,
    httpStatus: 403,
    en: () => ({
      message: 'the request lacks the token of its session (header x-csrf-token).',
      hint: 'Reload the page; programs get the token from GET /api/v1/session.',
    }),
    es: () => ({
      message: 'la petición no lleva la clave de su sesión (encabezado x-csrf-token).',
      hint: 'Recargue la página; los programas obtienen la clave con GET /api/v1/session.',
    }),
  }),
  'api.sign-in-needed': entry<Record<string, never>>({
    ...refused,
    httpStatus: 401,
    en: () => ({ message: 'nobody is signed in.', hint: 'Sign in and try again.' }),
    es: () => ({ message: 'nadie ha iniciado sesión.', hint: 'Inicie sesión y repita.' }),
  }),
  'api.wrong-password': entry<Record<string, never>>({
    ...refused,
    httpStatus: 401,
    en: () => ({ message: 'name or password is wrong.', hint: 'Check both; an administrator can set a new password.' }),
    es: () => ({
      message: 'el nombre o la contraseña no son correctos.',
      hint: 'Compruébelos; un administrador puede fijar otra contraseña.',
    }),
  }),
  'api.too-many-sign-ins': entry<{ seconds: number }>({
    ...refused,
    httpStatus: 429,
    en: (d) => ({
      message: `too many wrong passwords: wait ${counted(d.seconds, ['second', 'seconds'])}.`,
      hint: 'An administrator can set a new password.',
    }),
    es: (d) => ({
      message: `demasiadas contraseñas incorrectas: espere ${counted(d.seconds, ['segundo', 'segundos'])}.`,
      hint: 'Un administrador puede fijar otra contraseña.',
    }),
  }),
  'api.role-needed': entry<{ role: 'viewer' | 'reviewer' | 'admin' }>({
    ...refused,
    httpStatus: 403,
    en: (d) => ({ message: `this needs the role ${ROLE_WORDS.en[d.role]}.`, hint: 'Ask an administrator.' }),
    es: (d) => ({
      message: `para esto hace falta el rol de ${ROLE_WORDS.es[d.role]}.`,
      hint: 'Pídalo a un administrador.',
    }),
  }),
  'api.outside-roots': entry<{ roots: number }>({
    ...refused,
    httpStatus: 403,
    en: (d) => ({
      message: `the server may not read there: expected a path below ${d.roots === 0 ? 'a folder given with --root, and none was' : 'one of its folders (--root)'}.`,
      hint: 'Start it with --root FOLDER, or upload the images.',
    }),
    es: (d) => ({
      message: `el servidor no puede leer ahí: se esperaba una ruta dentro de ${d.roots === 0 ? 'una carpeta dada con --root, y no se dio ninguna' : 'una de sus carpetas (--root)'}.`,
      hint: 'Inícielo con --root CARPETA o suba las imágenes.',
    }),
  }),
  'api.not-found': entry<{ subject: ApiSubject }>({
    exitCode: EXIT.badInput,
    httpStatus: 404,
    en: (d) => ({
      message: `there is no such ${SUBJECTS.en[d.subject]}.`,
      hint: 'It may have been deleted: go back to the list.',
    }),
    es: (d) => ({
      message: `no existe: ${SUBJECTS.es[d.subject]}.`,
      hint: 'Puede haberse borrado: vuelva a la lista.',
    }),
  }),
} as const;

/** What can be wrong with a request to the server, and with starting it. */
export const serverErrors = { ...serveErrors, ...requestErrors, ...accessErrors } as const;

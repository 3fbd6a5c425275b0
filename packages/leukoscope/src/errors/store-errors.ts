import { EXIT, entry } from './entry.ts';

/** What the store keeps under an id, in words. */
const KINDS = {
  en: {
    user: 'user',
    patient: 'patient',
    case: 'case',
    cell: 'cell',
    image: 'image',
    comment: 'comment',
    model: 'model',
    job: 'job',
    'dataset-version': 'data set version',
    training: 'training',
  },
  es: {
    user: 'usuario',
    patient: 'paciente',
    case: 'caso',
    cell: 'célula',
    image: 'imagen',
    comment: 'comentario',
    model: 'modelo',
    job: 'tarea',
    'dataset-version': 'versión de conjunto de datos',
    training: 'entrenamiento',
  },
} as const;

export type StoredKind = keyof (typeof KINDS)['en'];

/** How a row of the audit trail fails to be what was written. */
const FAULTS = {
  en: {
    changed: 'it is not as it was written',
    missing: 'it is not there',
    'wrong-head': 'the end that the store remembers is another',
    'exported-head': 'the head given is not its',
    'no-tombstone': 'it says that something was deleted, and no tombstone says so',
    'wrong-tombstone': 'a tombstone names it that is not its',
    'label-not-audited': 'a label in the store is not what the trail says',
  },
  es: {
    changed: 'no está como se escribió',
    missing: 'falta',
    'wrong-head': 'el final que recuerda el almacén es otro',
    'exported-head': 'la cabeza indicada no es la suya',
    'no-tombstone': 'dice que algo se borró y ninguna lápida lo dice',
    'wrong-tombstone': 'la nombra una lápida que no es la suya',
    'label-not-audited': 'una etiqueta del almacén no es la que dice el registro',
  },
} as const;

export type AuditFaultKind = keyof (typeof FAULTS)['en'];

const JOB_STATE_NAMES = {
  en: { waiting: 'waiting', running: 'running', stopped: 'stopped', done: 'done', failed: 'failed' },
  es: { waiting: 'en espera', running: 'en marcha', stopped: 'detenida', done: 'terminada', failed: 'fallida' },
} as const;

const refused = { exitCode: EXIT.refused, httpStatus: 409 } as const;

/** The review app's store: what it does not have, what it refuses, what is wrong with its folder. */
export const storeErrors = {
  'store.not-found': entry<{ kind: StoredKind; id: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 404,
    en: (d) => ({
      message: `there is no ${KINDS.en[d.kind]} ${d.id}.`,
      hint: 'It may have been deleted; load the list again.',
    }),
    es: (d) => ({
      message: `no existe: ${KINDS.es[d.kind]} ${d.id}.`,
      hint: 'Puede que se haya borrado; vuelva a cargar la lista.',
    }),
  }),
  'store.case-signed': entry<{ id: string }>({
    ...refused,
    en: (d) => ({
      message: `the case ${d.id} is signed and cannot be changed.`,
      hint: 'Unlock it first, with a reason; that is written to the audit trail.',
    }),
    es: (d) => ({
      message: `el caso ${d.id} está firmado y no se puede cambiar.`,
      hint: 'Desbloquéelo antes, con un motivo; queda escrito en el registro de auditoría.',
    }),
  }),
  'store.case-not-signed': entry<{ id: string }>({
    ...refused,
    en: (d) => ({ message: `the case ${d.id} cannot be unlocked: it is not signed.`, hint: 'Load it again.' }),
    es: (d) => ({ message: `el caso ${d.id} no se puede desbloquear: no está firmado.`, hint: 'Vuelva a cargarlo.' }),
  }),
  'store.case-unidentified': entry<{ id: string; cells: number }>({
    ...refused,
    en: (d) => ({
      message: `the case ${d.id} cannot be signed: ${d.cells === 1 ? '1 cell is' : `${d.cells} cells are`} unidentified, expected none.`,
      hint: 'Label the cells of the group "unidentified".',
    }),
    es: (d) => ({
      message: `el caso ${d.id} no se puede firmar: hay ${d.cells === 1 ? '1 célula' : `${d.cells} células`} sin identificar y no debe quedar ninguna.`,
      hint: 'Etiquete las células del grupo «sin identificar».',
    }),
  }),
  'store.case-empty': entry<{ id: string }>({
    ...refused,
    en: (d) => ({ message: `the case ${d.id} cannot be signed: it has no cells.`, hint: 'Add its images first.' }),
    es: (d) => ({
      message: `el caso ${d.id} no se puede firmar: no tiene células.`,
      hint: 'Añada antes sus imágenes.',
    }),
  }),
  'store.name-taken': entry<{ name: string }>({
    ...refused,
    en: (d) => ({ message: `there is a user '${d.name}' already.`, hint: 'Choose another name.' }),
    es: (d) => ({ message: `ya existe un usuario «${d.name}».`, hint: 'Elija otro nombre.' }),
  }),
  'store.last-admin': entry<Record<string, never>>({
    ...refused,
    en: () => ({
      message: 'the last user with the role admin cannot lose it.',
      hint: 'Give the role to another user first.',
    }),
    es: () => ({
      message: 'el último usuario con el papel admin no puede perderlo.',
      hint: 'Dé antes ese papel a otro usuario.',
    }),
  }),
  'store.request-key-reused': entry<Record<string, never>>({
    exitCode: EXIT.wrongUse,
    httpStatus: 422,
    en: () => ({
      message: 'this Idempotency-Key was used for another request.',
      hint: 'Use a new key for each request and the same key only to repeat it.',
    }),
    es: () => ({
      message: 'esta Idempotency-Key ya se usó para otra petición.',
      hint: 'Use una clave nueva para cada petición y la misma solo para repetirla.',
    }),
  }),
  'store.no-former-model': entry<Record<string, never>>({
    ...refused,
    en: () => ({
      message: 'cannot roll back: no model was present before this one.',
      hint: 'Promote the model that is wanted instead.',
    }),
    es: () => ({
      message: 'no se puede volver atrás: ningún modelo estuvo vigente antes que este.',
      hint: 'Promueva en su lugar el modelo que quiera.',
    }),
  }),
  'store.model-in-use': entry<{ id: string; cases: number }>({
    ...refused,
    en: (d) => ({
      message: `the model ${d.id} cannot be removed: ${d.cases === 0 ? 'it is the present model' : `it has classified ${d.cases === 1 ? '1 case' : `${d.cases} cases`}`}.`,
      hint: 'Results must stay traceable to the model that gave them.',
    }),
    es: (d) => ({
      message: `el modelo ${d.id} no se puede quitar: ${d.cases === 0 ? 'es el modelo vigente' : `ha clasificado ${d.cases === 1 ? '1 caso' : `${d.cases} casos`}`}.`,
      hint: 'Los resultados deben poder seguirse hasta el modelo que los dio.',
    }),
  }),
  'store.job-state': entry<{ id: string; state: keyof (typeof JOB_STATE_NAMES)['en'] }>({
    ...refused,
    en: (d) => ({
      message: `the job ${d.id} is ${JOB_STATE_NAMES.en[d.state]} and cannot be changed so.`,
      hint: 'Only a waiting or running job can be stopped, only a stopped or failed one resumed.',
    }),
    es: (d) => ({
      message: `la tarea ${d.id} está ${JOB_STATE_NAMES.es[d.state]} y no se puede cambiar así.`,
      hint: 'Solo se detiene una tarea en espera o en marcha; solo se reanuda una detenida o fallida.',
    }),
  }),
  'store.no-labels': entry<Record<string, never>>({
    ...refused,
    en: () => ({
      message: 'cannot make a data set version: no cell of these cases has a label.',
      hint: 'Review or sign the cases first.',
    }),
    es: () => ({
      message: 'no se puede hacer una versión del conjunto de datos: ninguna célula de estos casos tiene etiqueta.',
      hint: 'Revise o firme antes los casos.',
    }),
  }),
  'store.none-here': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 404,
    en: (d) => ({
      message: `${d.path} is no data folder of the app: it has no store.sqlite.`,
      hint: 'Name it with --data; `leukoscope serve` makes one.',
    }),
    es: (d) => ({
      message: `${d.path} no es una carpeta de datos de la aplicación: no tiene store.sqlite.`,
      hint: 'Indíquela con --data; `leukoscope serve` crea una.',
    }),
  }),
  'store.newer-version': entry<{ path: string; found: number; known: number }>({
    ...refused,
    en: (d) => ({
      message: `${d.path} was written by a newer Leukoscope: its version is ${d.found}, this program knows up to ${d.known}.`,
      hint: 'Use the newer Leukoscope.',
    }),
    es: (d) => ({
      message: `${d.path} fue escrito por un Leukoscope más nuevo: su versión es ${d.found} y este programa conoce hasta la ${d.known}.`,
      hint: 'Use el Leukoscope más nuevo.',
    }),
  }),
  'store.damaged': entry<{ path: string; fault: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 500,
    en: (d) => ({
      message: `${d.path} is damaged: ${d.fault}.`,
      hint: 'Restore the newest backup: leukoscope restore --help.',
    }),
    es: (d) => ({
      message: `${d.path} está dañado: ${d.fault}.`,
      hint: 'Restaure la copia de seguridad más reciente: leukoscope restore --help.',
    }),
  }),
  'store.audit-broken': entry<{ seq: number; fault: AuditFaultKind }>({
    ...refused,
    en: (d) => ({
      message: `the audit trail does not hold: row ${d.seq}: ${FAULTS.en[d.fault]}.`,
      hint: 'Someone or something other than this program has changed the store. Keep the folder as it is and compare it with a backup.',
    }),
    es: (d) => ({
      message: `el registro de auditoría no es íntegro: fila ${d.seq}: ${FAULTS.es[d.fault]}.`,
      hint: 'Alguien o algo distinto de este programa ha cambiado el almacén. Deje la carpeta como está y compárela con una copia de seguridad.',
    }),
  }),
  'store.not-a-head': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is no head of an audit trail, expected JSON such as {"seq":12,"hash":"…"}.`,
      hint: 'Give the file that `leukoscope audit head --out` wrote.',
    }),
    es: (d) => ({
      message: `${d.path} no es la cabeza de un registro de auditoría; se esperaba JSON como {"seq":12,"hash":"…"}.`,
      hint: 'Indique el archivo que escribió `leukoscope audit head --out`.',
    }),
  }),
  'store.not-a-backup': entry<{ path: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `${d.path} is no backup: it has no readable backup.json.`,
      hint: 'Give the folder that `leukoscope backup` wrote.',
    }),
    es: (d) => ({
      message: `${d.path} no es una copia de seguridad: no tiene un backup.json legible.`,
      hint: 'Indique la carpeta que escribió `leukoscope backup`.',
    }),
  }),
  'store.backup-damaged': entry<{ path: string; files: number; file: string }>({
    exitCode: EXIT.badInput,
    httpStatus: 422,
    en: (d) => ({
      message: `the backup ${d.path} is damaged: ${d.files === 1 ? '1 file is' : `${d.files} files are`} missing or changed, such as ${d.file}. Nothing was restored.`,
      hint: 'Copy the backup again from where it is kept, or use another.',
    }),
    es: (d) => ({
      message: `la copia de seguridad ${d.path} está dañada: ${d.files === 1 ? 'falta o ha cambiado 1 archivo' : `faltan o han cambiado ${d.files} archivos`}, como ${d.file}. No se restauró nada.`,
      hint: 'Vuelva a copiarla desde donde la guarda, o use otra.',
    }),
  }),
} as const;

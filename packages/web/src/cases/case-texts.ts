import type { Language } from 'leukoscope/browser';
import type { CaseAnswer } from '../api/types.ts';
import { counted } from '../base/counted.ts';

export interface CaseTexts {
  readonly cases: string;
  readonly newCase: string;
  readonly noCases: string;
  readonly noCasesHint: string;
  readonly filter: string;
  readonly filters: Readonly<Record<'all' | CaseAnswer['state'], string>>;
  readonly columns: Readonly<Record<'title' | 'patient' | 'state' | 'cells' | 'reviewed' | 'created', string>>;
  readonly states: Readonly<Record<CaseAnswer['state'], string>>;
  readonly more: string;
  readonly patient: string;
  readonly patientHint: string;
  readonly title: string;
  readonly note: string;
  readonly create: string;
  readonly edit: string;
  readonly save: string;
  readonly review: string;
  readonly exports: string;
  readonly exportKinds: Readonly<Record<'html' | 'pdf' | 'csv' | 'json' | 'fhir.json', string>>;
  readonly moreActions: string;
  readonly sign: string;
  readonly signText: (unidentified: number) => string;
  readonly signOpen: (unreviewed: number) => string;
  readonly signed: (name: string, at: string) => string;
  readonly unlock: string;
  readonly unlockText: string;
  readonly reason: string;
  readonly blind: string;
  readonly unblind: string;
  readonly blinded: string;
  readonly secondReader: string;
  readonly secondReaderText: string;
  readonly nobody: string;
  readonly secondReaderIs: (name: string) => string;
  readonly remove: string;
  readonly removeText: string;
  readonly removePatient: string;
  readonly removePatientText: (name: string) => string;
  readonly comments: string;
  readonly noComments: string;
  readonly comment: string;
  readonly ofCell: (number: number) => string;
}

export const CASE_TEXTS: Readonly<Record<Language, CaseTexts>> = {
  en: {
    cases: 'Cases',
    newCase: 'New case',
    noCases: 'There is no case yet.',
    noCasesHint:
      'A case holds the cell images of one smear of one patient. Create one, add its images, then review them.',
    filter: 'Show',
    filters: { all: 'All cases', open: 'Open cases', signed: 'Signed cases' },
    columns: {
      title: 'Case',
      patient: 'Patient',
      state: 'State',
      cells: 'Cells',
      reviewed: 'Reviewed',
      created: 'Created',
    },
    states: { open: 'open', signed: 'signed' },
    more: 'Show more',
    patient: 'Patient',
    patientHint: 'A pseudonym will do. A patient of the same name is the same patient.',
    title: 'Title of the case',
    note: 'Note',
    create: 'Create case',
    edit: 'Edit',
    save: 'Save',
    review: 'Review cells',
    exports: 'Export',
    exportKinds: {
      html: 'Report (HTML)',
      pdf: 'Report (PDF)',
      csv: 'Cells (CSV)',
      json: 'Everything (JSON)',
      'fhir.json': 'FHIR R4 (JSON)',
    },
    moreActions: 'More',
    sign: 'Sign',
    signText: (unidentified) =>
      unidentified === 0
        ? 'Signing locks the case: no decision can be changed until it is unlocked, and unlocking is recorded.'
        : `${counted(unidentified, 'cell is', 'cells are')} unidentified: no model has given a type, or a person could not tell. Decide on ${unidentified === 1 ? 'it' : 'them'} first.`,
    signOpen: (unreviewed) =>
      `${counted(unreviewed, 'cell was', 'cells were')} not reviewed: there the model’s word counts.`,
    signed: (name, at) => `Signed by ${name}, ${at}. The case is locked.`,
    unlock: 'Unlock',
    unlockText: 'The signature is taken back and the case can be changed again. This and the reason are recorded.',
    reason: 'Reason',
    blind: 'Hide predictions (blinded)',
    unblind: 'Show predictions',
    blinded: 'Blinded: what the model says is hidden until the case is signed.',
    secondReader: 'Second reader…',
    secondReaderText: 'The second reader decides without seeing the first reader’s decisions, if the case is blinded.',
    nobody: 'Nobody',
    secondReaderIs: (name) => `Second reader: ${name}`,
    remove: 'Delete case…',
    removeText:
      'The case is deleted with its cells, images and comments. Only a mark without names stays in the audit trail.',
    removePatient: 'Delete patient…',
    removePatientText: (name) =>
      `${name} is deleted with all cases, cells, images and comments. Only marks without names stay in the audit trail.`,
    comments: 'Comments',
    noComments: 'Nobody has commented yet.',
    comment: 'Add comment',
    ofCell: (number) => `cell ${number}`,
  },
  es: {
    cases: 'Casos',
    newCase: 'Nuevo caso',
    noCases: 'Todavía no hay ningún caso.',
    noCasesHint:
      'Un caso reúne las imágenes de células de un frotis de un paciente. Cree uno, añada sus imágenes y revíselas.',
    filter: 'Mostrar',
    filters: { all: 'Todos los casos', open: 'Casos abiertos', signed: 'Casos firmados' },
    columns: {
      title: 'Caso',
      patient: 'Paciente',
      state: 'Estado',
      cells: 'Células',
      reviewed: 'Revisadas',
      created: 'Creado',
    },
    states: { open: 'abierto', signed: 'firmado' },
    more: 'Mostrar más',
    patient: 'Paciente',
    patientHint: 'Basta un seudónimo. Un paciente del mismo nombre es el mismo paciente.',
    title: 'Título del caso',
    note: 'Nota',
    create: 'Crear caso',
    edit: 'Editar',
    save: 'Guardar',
    review: 'Revisar células',
    exports: 'Exportar',
    exportKinds: {
      html: 'Informe (HTML)',
      pdf: 'Informe (PDF)',
      csv: 'Células (CSV)',
      json: 'Todo (JSON)',
      'fhir.json': 'FHIR R4 (JSON)',
    },
    moreActions: 'Más',
    sign: 'Firmar',
    signText: (unidentified) =>
      unidentified === 0
        ? 'La firma bloquea el caso: ninguna decisión se puede cambiar hasta desbloquearlo, y eso queda registrado.'
        : `${counted(unidentified, 'célula está', 'células están')} sin identificar: ningún modelo dio un tipo o una persona no pudo decidir. Decida antes.`,
    signOpen: (unreviewed) =>
      `${counted(unreviewed, 'célula no se revisó', 'células no se revisaron')}: ahí cuenta lo que dijo el modelo.`,
    signed: (name, at) => `Firmado por ${name}, ${at}. El caso está bloqueado.`,
    unlock: 'Desbloquear',
    unlockText: 'Se retira la firma y el caso se puede volver a cambiar. Esto y el motivo quedan registrados.',
    reason: 'Motivo',
    blind: 'Ocultar predicciones (ciego)',
    unblind: 'Mostrar predicciones',
    blinded: 'Ciego: lo que dice el modelo queda oculto hasta firmar el caso.',
    secondReader: 'Segundo lector…',
    secondReaderText: 'El segundo lector decide sin ver las decisiones del primero, si el caso es ciego.',
    nobody: 'Nadie',
    secondReaderIs: (name) => `Segundo lector: ${name}`,
    remove: 'Borrar caso…',
    removeText:
      'El caso se borra con sus células, imágenes y comentarios. En la auditoría solo queda una marca sin nombres.',
    removePatient: 'Borrar paciente…',
    removePatientText: (name) =>
      `${name} se borra con todos los casos, células, imágenes y comentarios. En la auditoría solo quedan marcas sin nombres.`,
    comments: 'Comentarios',
    noComments: 'Nadie ha comentado todavía.',
    comment: 'Añadir comentario',
    ofCell: (number) => `célula ${number}`,
  },
};

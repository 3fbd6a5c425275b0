import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { columnPositions } from '../../cells/csv-columns.ts';
import { readCsv } from '../csv.ts';
import { type FoundImage, readClassFolders } from './class-folders.ts';
import { entriesIn } from './folder-walk.ts';
import type { DatasetReader, DatasetSource } from './reader.ts';

const PATIENT = /^Patient_\d+$/;
const SIGNED = 'Signed slides';
const PATIENTS_FOLDER = 'All';
const PATIENT_TABLE = 'master.csv';
type PatientDetails = Readonly<Record<'diagnosis' | 'cohort', string>>;
const NO_DETAILS: PatientDetails = Object.freeze({ diagnosis: '', cohort: '' });

/**
 * The set of Johns Hopkins as published (Sidhom et al. 2021, doi 10.1038/s41698-021-00179-y; `Data/All` of its code):
 * `Patient_00/Signed slides/<class>/BL_15336348.jpg`, at times with a folder for the smear in between. A folder of it is a
 * patient, so its cells have one. `master.csv`, in that folder or the one above, adds the columns `diagnosis` and
 * `cohort`; age and sex are not taken over. Pictures under `Unsigned slides` have no label: they are counted as left out.
 */
export const jhuReader: DatasetReader<'jhu'> = {
  kind: 'jhu',
  recognises: async (source) => (await patientsFolder(source)) !== null,
  read: async (source, options) => {
    const root = (await patientsFolder(source)) ?? source.path;
    const details = await patientDetails(root);
    const patient = ({ folders }: FoundImage) => folders.find((name) => PATIENT.test(name)) ?? null;
    const extra = (image: FoundImage) => details.get(patient(image) ?? '') ?? NO_DETAILS;
    const isLabelled = ({ folders }: FoundImage) => folders.includes(SIGNED);
    const columns = Object.keys(NO_DETAILS);
    return readClassFolders({ root, given: source.given, columns, extra, patient, isLabelled }, options);
  },
};

/** The folder that holds the patients' folders: the one given, or `All` in it. */
async function patientsFolder({ path, isFolder, entries }: DatasetSource): Promise<string | null> {
  if (!isFolder) return null;
  if ([...entries].some((name) => PATIENT.test(name))) return (await hasSignedSlides(path)) ? path : null;
  const inner = join(path, PATIENTS_FOLDER);
  return entries.has(PATIENTS_FOLDER) && (await hasSignedSlides(inner)) ? inner : null;
}

/** A folder called as a patient is makes no patient, unless the rest of the layout is there too. */
async function hasSignedSlides(root: string): Promise<boolean> {
  for (const { name, kind } of await entriesIn(root, '')) {
    if (kind !== 'folder' || !PATIENT.test(name)) continue;
    const below = await entriesIn(root, name);
    if (below.some((entry) => entry.name === SIGNED)) return true;
    for (const { kind: belowKind, id } of below) {
      if (belowKind !== 'folder') continue;
      if ((await entriesIn(root, id)).some((entry) => entry.name === SIGNED)) return true;
    }
  }
  return false;
}

async function patientDetails(root: string): Promise<ReadonlyMap<string, PatientDetails>> {
  const details = new Map<string, PatientDetails>();
  const file = await firstThere([join(root, PATIENT_TABLE), join(dirname(root), PATIENT_TABLE)]);
  if (file === null) return details;
  let positions: ReadonlyMap<string, number> | null = null;
  for await (const { fields } of readCsv(file)) {
    if (positions === null) {
      positions = columnPositions(fields, { file, required: ['Patient_ID', 'Diagnosis', 'Cohort'] });
      continue;
    }
    const value = (column: string): string => fields[positions!.get(column)!]?.trim() ?? '';
    details.set(value('Patient_ID'), Object.freeze({ diagnosis: value('Diagnosis'), cohort: value('Cohort') }));
  }
  return details;
}

async function firstThere(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}

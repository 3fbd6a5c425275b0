import { z } from 'zod';
import { byId, id, line, next, page, time } from './common.ts';
import { operations } from './operation.ts';

const patient = z.object({ id, name: z.string(), createdAt: time }).meta({ id: 'Patient' });

export const patientOperations = operations({
  listPatients: {
    method: 'get',
    path: '/patients',
    summary: 'Patients by name',
    role: 'viewer',
    query: page,
    answer: z.object({ patients: z.array(patient), next }),
  },
  addPatient: {
    method: 'post',
    path: '/patients',
    summary: 'Add a patient, by name or pseudonym',
    role: 'reviewer',
    idempotent: true,
    body: z.object({ name: line }),
    answer: patient,
    status: 201,
  },
  getPatient: {
    method: 'get',
    path: '/patients/{id}',
    summary: 'A patient',
    role: 'viewer',
    params: byId,
    answer: patient,
  },
  changePatient: {
    method: 'patch',
    path: '/patients/{id}',
    summary: 'Rename a patient',
    role: 'reviewer',
    params: byId,
    body: z.object({ name: line }),
    answer: patient,
  },
  deletePatient: {
    method: 'delete',
    path: '/patients/{id}',
    summary: 'Delete a patient with all cases, cells and images; a tombstone stays in the audit trail',
    role: 'admin',
    params: byId,
    answer: null,
  },
});

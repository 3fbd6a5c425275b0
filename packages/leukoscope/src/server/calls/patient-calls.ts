import type { PatientRow } from '../../store/rows.ts';
import type { patientOperations } from '../api/patients.ts';
import type { Handlers } from '../handlers.ts';
import type { ServerWorld } from '../world.ts';

export function patientCalls({ store }: ServerWorld): Handlers<keyof typeof patientOperations> {
  return {
    async listPatients({ query }) {
      const { rows, cursor } = await store.patients.list(query);
      return { patients: rows.map(patientAnswer), next: cursor };
    },
    addPatient: ({ caller, body, once }) =>
      once(async ({ patients }) => patientAnswer(await patients.create(caller, body))),
    getPatient: async ({ params: { id } }) => patientAnswer(await store.patients.get(id)),
    async changePatient({ caller, params: { id }, body: { name } }) {
      await store.patients.rename(caller, id, name);
      return patientAnswer(await store.patients.get(id));
    },
    async deletePatient({ caller, params: { id } }) {
      await store.patients.remove(caller, id);
    },
  };
}

function patientAnswer({ id, name, createdAt }: PatientRow) {
  return { id, name, createdAt };
}

import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { ModelCard } from '../../models/model-card.ts';
import type { Actor, JobRow } from '../../store/rows.ts';
import type { StoreParts } from '../../store/store.ts';
import { parseSyntheticArgument } from '../../synthetic/dataset-argument.ts';
import { allowedPath } from '../allowed-path.ts';
import { type caseOperations, REJECTION_LIMIT } from '../api/cases.ts';
import { cardOf } from '../card-of.ts';
import type { Handlers } from '../handlers.ts';
import { shownCase } from '../shown-case.ts';
import { receiveImages } from '../uploads/receive-images.ts';
import { uploadParts } from '../uploads/upload-parts.ts';
import type { ServerWorld } from '../world.ts';
import { caseAnswer, caseAnswers } from './case-answer.ts';
import { agreementAnswer } from './cell-calls.ts';
import { jobAnswer } from './job-calls.ts';

type ExportCalls = 'exportCsv' | 'exportJson' | 'exportHtml' | 'exportPdf' | 'exportFhir';
type CaseCalls = Exclude<keyof typeof caseOperations, ExportCalls>;

/** Generated at once; a laboratory's case has hundreds. */
const MOST_GENERATED = 200_000;

export function caseCalls(world: ServerWorld): Handlers<CaseCalls> {
  return { ...plainCalls(world), ...fillingCalls(world), ...stateCalls(world) };
}

function plainCalls({
  store,
}: ServerWorld): Handlers<'listCases' | 'addCase' | 'getCase' | 'changeCase' | 'deleteCase'> {
  return {
    listCases: ({ query: { patient, ...query } }) =>
      store.transaction(async (parts) => {
        const { rows, cursor } = await parts.cases.list({
          ...query,
          ...(patient !== undefined && { patientId: patient }),
        });
        return { cases: await caseAnswers(rows, parts), next: cursor };
      }),
    addCase: ({ body: { patientId, patientName, title, note }, caller, once }) =>
      once(async (parts) => {
        const patient = patientId ?? (await patientNamed(patientName!, { parts, actor: caller }));
        const { id } = await parts.cases.create(caller, { patientId: patient, title, note });
        return caseAnswer(id, parts);
      }),
    getCase: ({ params: { id } }) => store.transaction((parts) => caseAnswer(id, parts)),
    changeCase: ({ params: { id }, body: { title, note }, caller }) =>
      store.transaction(async (parts) => {
        await parts.cases.update(caller, id, {
          ...(title !== undefined && { title }),
          ...(note !== undefined && { note }),
        });
        return caseAnswer(id, parts);
      }),
    async deleteCase({ params: { id }, caller }) {
      await store.cases.remove(caller, id);
    },
  };
}

async function patientNamed(name: string, { parts, actor }: { readonly parts: StoreParts; readonly actor: Actor }) {
  const known = await parts.patients.findByName(name);
  return (known ?? (await parts.patients.create(actor, { name }))).id;
}

function fillingCalls(world: ServerWorld): Handlers<'addImages' | 'importImages' | 'classifyCase'> {
  const { store, jobs, roots } = world;
  const begun = async (job: JobRow) => {
    await jobs.tell(job.id);
    jobs.wake();
  };
  return {
    async addImages({ params: { id }, query: { name }, request, caller, language }) {
      await requireOpen(id, store);
      const scratch = store.folder.temporary;
      const into = { store, actor: caller, caseId: id, scratch, signal: request.signal };
      const { added, doubles, rejected } = await receiveImages(uploadParts(request, name), into);
      world.events.publish({ name: 'case', data: { id, version: (await store.cases.get(id)).version } });
      const told = rejected.slice(0, REJECTION_LIMIT).map(({ name: file, reason }) => ({
        ...{ name: file, code: reason.code },
        reason: reason.textIn(language).message,
      }));
      return { added, doubles, rejected: told, rejectedCount: rejected.length };
    },
    async importImages({ params: { id }, body, caller, language, once }) {
      const path = body.path === undefined ? null : await allowedPath(body.path, roots);
      if (body.dataset !== undefined) requireGenerated(body.dataset);
      const answer = await once(async (parts) => {
        await requireOpen(id, parts);
        const parameters = { path, dataset: body.dataset ?? null };
        return jobAnswer(await parts.jobs.create(caller, { kind: 'import', caseId: id, parameters }), {
          language,
          jobs,
        });
      });
      await begun(await store.jobs.get(answer.id));
      return answer;
    },
    async classifyCase({ params: { id }, body, caller, language, once }) {
      const answer = await once(async (parts) => {
        await requireOpen(id, parts);
        const model = body.modelId === undefined ? await parts.models.present() : await parts.models.get(body.modelId);
        if (model === null) throw new LeukoscopeError('case.no-model', {});
        if (body.allowSyntheticModel !== true) await refuseSyntheticModel(id, cardOf(model), parts);
        const created = { kind: 'classify', caseId: id, parameters: { modelId: model.id } } as const;
        return jobAnswer(await parts.jobs.create(caller, created), { language, jobs });
      });
      await begun(await store.jobs.get(answer.id));
      return answer;
    },
  };
}

/** Of data sets by name only generated ones may be asked for: others are folders, which have paths. */
function requireGenerated(dataset: string): void {
  const { cells } = parseSyntheticArgument(dataset);
  if (cells > MOST_GENERATED) {
    const problem = `${cells} cells, expected at most ${MOST_GENERATED}`;
    throw new LeukoscopeError('api.invalid', { where: 'body', field: 'dataset', problem });
  }
}

async function requireOpen(id: string, { cases }: Pick<StoreParts, 'cases'>): Promise<void> {
  const { state } = await cases.get(id);
  if (state === 'signed') throw new LeukoscopeError('store.case-signed', { id });
}

/** A model that learnt from generated cells has nothing to say of others. Names of files cannot hold a slash of their own. */
async function refuseSyntheticModel(id: string, card: ModelCard, { cells }: StoreParts): Promise<void> {
  const { synthetic, name } = card.training.dataset;
  if (!synthetic) return;
  for (let after = 0, rows = await cells.page(id, { after, limit: 1000 }); rows.length > 0; ) {
    if (rows.some(({ fileName }) => !fileName.startsWith('synthetic:'))) {
      throw new LeukoscopeError('model.synthetic', { path: 'model', dataset: name });
    }
    after = rows.at(-1)!.number;
    rows = await cells.page(id, { after, limit: 1000 });
  }
}

function stateCalls(world: ServerWorld): Handlers<'signCase' | 'unlockCase' | 'blindCase' | 'setSecondReader'> {
  const { store } = world;
  const told = async <Answer extends { readonly id: string; readonly version: number }>(answer: Promise<Answer>) => {
    const { id, version } = await answer;
    world.events.publish({ name: 'case', data: { id, version } });
    return answer;
  };
  return {
    signCase: ({ params: { id }, caller, once }) =>
      told(
        once(async (parts) => {
          await requireSignable(id, parts);
          await parts.cases.sign(caller, id);
          return caseAnswer(id, parts);
        }),
      ),
    unlockCase: ({ params: { id }, body, caller, once }) =>
      told(
        once(async (parts) => {
          await parts.cases.unlock(caller, id, body);
          return caseAnswer(id, parts);
        }),
      ),
    blindCase: ({ params: { id }, body: { blinded }, caller }) =>
      told(
        store.transaction(async (parts) => {
          await parts.cases.setBlinded(caller, id, blinded);
          return caseAnswer(id, parts);
        }),
      ),
    setSecondReader: ({ params: { id }, body: { userId }, caller }) =>
      told(
        store.transaction(async (parts) => {
          if (userId !== null) await parts.users.get(userId);
          await parts.cases.setSecondReader(caller, id, userId);
          return caseAnswer(id, parts);
        }),
      ),
  };
}

/** Nothing may be under way, and the readers must be of one mind. */
async function requireSignable(id: string, parts: StoreParts): Promise<void> {
  const jobs = await parts.jobs.list({ caseId: id });
  if (jobs.some(({ state }) => state === 'waiting' || state === 'running')) throw new LeukoscopeError('case.busy', {});
  const { open } = agreementAnswer(await shownCase(id, parts));
  if (open.length > 0) throw new LeukoscopeError('case.readers-differ', { cells: open.length });
}

import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readIfThere } from '../../files/read-if-there.ts';
import { modelPageHtml } from '../../reports/model-page/model-page.ts';
import { readKnown } from '../../reports/model-page/read-known.node.ts';
import type { Call, Handlers } from '../handlers.ts';
import { TrainingFolder, type TrainingPage } from '../jobs/training-folder.ts';
import { REPORT_POLICY } from '../shell/headers.ts';
import type { ServerWorld } from '../world.ts';

type PageCall = Pick<Call<'modelMap' | 'modelEvaluation'>, 'params' | 'language'>;

/** Pages about a model that are files of their own: its card, the report of its test, the map of its cells. */
export function pageCalls({
  store,
  version,
  now,
}: ServerWorld): Handlers<'modelPage' | 'modelMap' | 'modelEvaluation'> {
  const folderOf = async (id: string) => {
    const { trainingId } = await store.models.get(id);
    return trainingId === null ? null : new TrainingFolder(store, trainingId);
  };
  const fileOf = async (kind: TrainingPage, { params: { id }, language }: PageCall) => {
    const folder = await folderOf(id);
    const page = folder === null ? null : await readIfThere(folder.page(kind, language));
    if (page === null) throw new LeukoscopeError('api.not-found', { subject: 'page' });
    return shown(page.toString());
  };
  return {
    async modelPage({ params: { id }, language }) {
      const { name } = await store.models.get(id);
      const folder = await folderOf(id);
      const hasTest = folder !== null && (await readIfThere(folder.evaluation)) !== null;
      const files = { model: folder?.model ?? store.models.path(id), evaluation: hasTest ? folder.evaluation : null };
      const known = await readKnown(files, name);
      return shown(modelPageHtml({ ...known, language, origin: { version, madeOn: now(), argv: [] } }));
    },
    modelMap: (call) => fileOf('map', call),
    modelEvaluation: (call) => fileOf('evaluation', call),
  };
}

function shown(page: string): Response {
  return new Response(page, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': REPORT_POLICY },
  });
}

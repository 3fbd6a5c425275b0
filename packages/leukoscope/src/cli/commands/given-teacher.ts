import { resolve } from 'node:path';
import { joinModels } from '../../classify/make-ensemble.ts';
import { requireFitting } from '../../models/ensemble-card.ts';
import { readModelCard } from '../../models/model-file.ts';
import { sha256Of } from '../../models/sha256.ts';
import { learntFrom, modelFileOf } from '../../models/start-model.node.ts';
import type { GivenTeacher } from '../../training/teacher-source.ts';
import type { Teaching } from '../../training/train-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { readMembers } from '../read-members.ts';

/**
 * The models that `--teacher` names, several as one.
 *
 * @param paths as typed: model files, or folders of runs.
 * @throws LeukoscopeError `model.*`, `ensemble.*`, `machine.cannot-read`.
 */
export async function givenTeacher(
  paths: readonly string[],
  { cwd }: CommandContext,
): Promise<{ readonly by: Teaching['by']; readonly source: GivenTeacher }> {
  const files = await Promise.all(paths.map(async (path) => (await modelFileOf(resolve(cwd, path))) ?? path));
  const members = await readMembers(files, cwd);
  if (members.length > 1) requireFitting(members);
  const bytes = members.length === 1 ? members[0]!.bytes : await joinModels(members);
  const card = await readModelCard(bytes, files.join(' + '));
  const { dataset, cells } = card.training;
  const { name, dataHash, synthetic } = dataset;
  return {
    by: {
      dataset: { name, dataHash, synthetic },
      cells: learntFrom(cells),
      kind: 'model',
      sha256: await sha256Of(bytes),
      models: card.members?.length ?? 1,
    },
    source: { kind: 'model', bytes, card },
  };
}

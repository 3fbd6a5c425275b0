import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { record } from './audit/record.ts';
import { inBatches } from './batches.ts';
import { type CaseTable, findCase } from './case-rows.ts';
import { standingLabels, typesOfCase } from './labels.ts';
import { notFound } from './not-found.ts';
import { type Actor, type DatasetCellRow, type DatasetVersionRow, UNIDENTIFIED } from './rows.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './tables.ts';

const BATCH = 500;

/** Cells with the labels that stood at one moment, to learn from; later reviews do not change them, deletes do. */
export class DatasetVersions {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /**
   * Freezes the cells of these cases that a person stands for: in an open case those that were labelled, in a signed one
   * all of them. Unidentified cells are left out.
   *
   * @throws LeukoscopeError store.not-found, store.no-labels
   */
  async create(actor: Actor, { caseIds }: { readonly caseIds: readonly string[] }): Promise<DatasetVersionRow> {
    return await this.#scope.write(async (scope) => {
      const id = scope.newId();
      const cells: Tables['datasetCell'][] = [];
      for (const caseId of new Set(caseIds))
        cells.push(...(await frozenCells(scope, id, await findCase(scope, caseId))));
      if (cells.length === 0) throw new LeukoscopeError('store.no-labels', {});
      await scope.database
        .insertInto('datasetVersion')
        .values({ id, createdBy: actor.userId, createdAt: scope.now(), cellCount: cells.length })
        .execute();
      for (const batch of inBatches(cells, BATCH))
        await scope.database.insertInto('datasetCell').values(batch).execute();
      const after = { cases: [...new Set(caseIds)], cells: cells.length };
      await record(scope, actor, [
        { action: 'dataset-version.create', subjectKind: 'dataset-version', subjectId: id, after },
      ]);
      return await new DatasetVersions(scope).get(id);
    });
  }

  /** The newest first. */
  async list(): Promise<DatasetVersionRow[]> {
    const rows = await versions(this.#scope).orderBy('datasetVersion.createdAt', 'desc').execute();
    return rows.map(versionRow);
  }

  /** @throws LeukoscopeError store.not-found */
  async get(id: string): Promise<DatasetVersionRow> {
    const row = await versions(this.#scope).where('datasetVersion.id', '=', id).executeTakeFirst();
    return versionRow(row ?? notFound('dataset-version', id));
  }

  /** In the order of case and number. @throws LeukoscopeError store.not-found */
  async cells(id: string): Promise<DatasetCellRow[]> {
    await this.get(id);
    return await this.#scope.database
      .selectFrom('datasetCell')
      .select(['caseId', 'number', 'patientId', 'imageHash', 'fileName', 'typeCode'])
      .where('datasetVersionId', '=', id)
      .orderBy('caseId')
      .orderBy('number')
      .execute();
  }
}

function versions({ database }: Scope) {
  return database
    .selectFrom('datasetVersion')
    .leftJoin('datasetCell', 'datasetCell.datasetVersionId', 'datasetVersion.id')
    .select(['datasetVersion.id', 'createdBy', 'createdAt', 'cellCount'])
    .select(({ fn }) => [
      fn.count<number>('datasetCell.number').as('present'),
      fn.count<number>('datasetCell.patientId').distinct().as('patientCount'),
    ])
    .groupBy('datasetVersion.id');
}

function versionRow({
  cellCount,
  present,
  ...row
}: Omit<DatasetVersionRow, 'deletedCells'> & { present: number }): DatasetVersionRow {
  return { ...row, cellCount: present, deletedCells: cellCount - present };
}

async function frozenCells(scope: Scope, datasetVersionId: string, found: CaseTable): Promise<Tables['datasetCell'][]> {
  const { id: caseId, patientId, state } = found;
  const labels =
    state === 'signed'
      ? new Map((await typesOfCase(scope, found)).map((type, place) => [place + 1, type]))
      : await standingLabels(scope, caseId);
  const cells = await scope.database
    .selectFrom('cell')
    .select(['number', 'imageHash', 'fileName'])
    .where('caseId', '=', caseId)
    .orderBy('number')
    .execute();
  return cells.flatMap((cell) => {
    const typeCode = labels.get(cell.number) ?? UNIDENTIFIED;
    return typeCode === UNIDENTIFIED ? [] : [{ datasetVersionId, caseId, patientId, ...cell, typeCode }];
  });
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { queryKey, useApi } from '../api/api-context.tsx';
import type { AnswerTo, ApiClient } from '../api/client.ts';
import { batchesOf, type NamedFile } from './upload-files.ts';

export type Rejection = AnswerTo<'post /cases/{id}/images'>['rejected'][number];

/** How far sending is, and what came of it. */
export interface Upload {
  readonly state: 'none' | 'sending' | 'done';
  readonly sent: number;
  readonly total: number;
  readonly added: number;
  readonly doubles: number;
  readonly rejected: readonly Rejection[];
  readonly rejectedCount: number;
  readonly error: Error | null;
}

const NO_UPLOAD: Upload = {
  ...{ state: 'none', sent: 0, total: 0, added: 0, doubles: 0 },
  ...{ rejected: [], rejectedCount: 0, error: null },
};

/** Sends images to a case, a batch after the other; what was answered is stored. */
export function useUpload(caseId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const [upload, setUpload] = useState(NO_UPLOAD);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (files: readonly NamedFile[]): Promise<void> => {
    if (files.length === 0) return;
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    let now: Upload = { ...NO_UPLOAD, state: 'sending', total: files.length };
    setUpload(now);
    try {
      for (const batch of batchesOf(files)) {
        const answer = await sendBatch(api, { caseId, batch, signal: controller.signal });
        now = {
          ...now,
          sent: now.sent + batch.length,
          added: now.added + answer.added,
          doubles: now.doubles + answer.doubles,
          rejected: [...now.rejected, ...answer.rejected],
          rejectedCount: now.rejectedCount + answer.rejectedCount,
        };
        setUpload(now);
      }
      setUpload({ ...now, state: 'done' });
    } catch (error) {
      const problem = controller.signal.aborted ? null : error instanceof Error ? error : new Error(String(error));
      setUpload({ ...now, state: 'done', error: problem });
    }
    for (const call of ['get /cases/{id}', 'get /cases/{id}/summary', 'get /cases/{id}/cells', 'get /cases'] as const) {
      await queries.invalidateQueries({ queryKey: queryKey(call) });
    }
  };
  return { upload, start, stop: () => abort.current?.abort() };
}

interface Batch {
  readonly caseId: string;
  readonly batch: readonly NamedFile[];
  readonly signal: AbortSignal;
}

/** One large file, a zip say, goes as it is; several go as a form. */
async function sendBatch(api: ApiClient, { caseId, batch, signal }: Batch) {
  const [first] = batch;
  const params = { id: caseId };
  if (batch.length === 1 && first !== undefined) {
    const query = { name: first.name };
    return await api.send('post /cases/{id}/images', { params, query, upload: first.file, signal });
  }
  const form = new FormData();
  for (const { name, file } of batch) form.append('files', file, name);
  return await api.send('post /cases/{id}/images', { params, upload: form, signal });
}

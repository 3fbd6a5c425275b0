import { resolve } from 'node:path';
import type { Language } from '../../errors/entry.ts';
import { serve as serveUntilEnded } from '../../server/serve.ts';
import { cacheFolderOf } from '../cache-folder.ts';
import { dataFolderOf } from '../data-folder.ts';
import type { ActionOf } from '../define-command.ts';
import type { serveCommand } from './serve-command.ts';

export const serve: ActionOf<typeof serveCommand> = async (
  _,
  { port, host, data, root, allowHost, backups },
  context,
) => {
  const { cwd, env, language, signal, version } = context;
  const dataFolder = dataFolderOf(data, context);
  let opened = '';
  const options = {
    ...{ host, port, dataFolder, version, signal },
    roots: root.map((folder) => resolve(cwd, folder)),
    allowedHosts: allowHost,
    backupsFolder: backups === undefined ? null : resolve(cwd, backups),
    cacheFolder: cacheFolderOf(env),
    path: env.PATH ?? '',
    log: (line: string) => context.note(line),
  };
  await serveUntilEnded(options, (url) => {
    opened = url;
    context.note(TEXTS[language].listening(url, dataFolder));
  });
  return { document: { url: opened, data: dataFolder }, text: '' };
};

const TEXTS: Readonly<Record<Language, { readonly listening: (url: string, folder: string) => string }>> = {
  en: {
    listening: (url, folder) =>
      `Leukoscope: ${url} (data in ${folder}; Ctrl-C ends it). Research use, not for diagnosis.`,
  },
  es: {
    listening: (url, folder) =>
      `Leukoscope: ${url} (datos en ${folder}; Ctrl-C lo termina). Para investigación, no para diagnóstico.`,
  },
};

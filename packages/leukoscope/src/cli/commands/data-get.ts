import { isAbsolute, join, relative, resolve } from 'node:path';
import { nearest } from '../../cells/nearest.ts';
import type { ByDownload, ByHand, DataSource } from '../../datasets/sources/data-source.ts';
import { getByHand } from '../../datasets/sources/get-by-hand.ts';
import { getFiles } from '../../datasets/sources/get-files.ts';
import { DATA_SOURCES } from '../../datasets/sources/source-list.ts';
import type { DownloadEvent, DownloadOptions } from '../../downloads/download.ts';
import { nodeHttpClient } from '../../downloads/node-http-client.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { numberFormat } from '../../errors/wording.ts';
import type { CommandContext } from '../command-context.ts';
import type { ActionOf, CommandResult } from '../define-command.ts';
import { lineTyped, programTyped } from '../program-typed.ts';
import { sizeText } from '../size-text.ts';
import { weightsFolderOf } from '../weights-option.ts';
import type { dataGetCommand } from './data-get-command.ts';
import { byHandText, factsText, filesText, listText, sourceDocument } from './data-get-report.ts';
import { DATA_GET_TEXTS } from './data-get-texts.ts';

const COMMAND = 'leukoscope data get';

/** What the command takes from outside; tests give their own sources and do not wait. */
export interface DataGetWorld {
  readonly sources: readonly DataSource[];
  readonly patience?: Pick<DownloadOptions, 'stallMs' | 'wait'>;
}

/** `leukoscope data get`: lists the data sets, brings one, or says how to bring it. */
export const dataGet = dataGetFrom({ sources: DATA_SOURCES });

export function dataGetFrom({ sources, patience = {} }: DataGetWorld): ActionOf<typeof dataGetCommand> {
  return async ({ id }, { out, offline }, context) => {
    if (id === undefined) {
      if (out !== undefined || offline) {
        throw new LeukoscopeError('usage.missing-argument', { argument: 'id', command: COMMAND });
      }
      return { document: { datasets: sources.map(sourceDocument) }, text: listText(sources, context.language) };
    }
    const source = sourceNamed(id, sources);
    const place = out ?? (source.holds === 'weights' ? weightsFolderOf(context) : join('data', source.id));
    const { obtain } = source;
    return obtain.kind === 'download'
      ? await bring({ ...source, obtain }, { place, offline, patience, context })
      : await help({ ...source, obtain }, { place, context });
  };
}

function sourceNamed(id: string, sources: readonly DataSource[]): DataSource {
  const source = sources.find((one) => one.id === id);
  if (source !== undefined) return source;
  const known = sources.map((one) => one.id);
  throw new LeukoscopeError('download.unknown-source', { given: id, nearest: nearest(id, known), known });
}

interface Bringing {
  /** As typed. */
  readonly place: string;
  readonly offline: boolean;
  readonly patience: Pick<DownloadOptions, 'stallMs' | 'wait'>;
  readonly context: CommandContext;
}

async function bring(
  source: DataSource & { readonly obtain: ByDownload },
  { place, offline, patience, context }: Bringing,
): Promise<CommandResult> {
  const { language, progress, signal, env, version } = context;
  context.note(factsText(source, language));
  const files = await getFiles(source, resolve(context.cwd, place), {
    ...patience,
    http: nodeHttpClient({ env, userAgent: `leukoscope/${version}` }),
    progress,
    signal,
    command: COMMAND,
    offline,
    onEvent: (event) => tell(event, context),
    now: () => new Date(),
  }).catch((error: unknown) => {
    if (signal.aborted) context.note(DATA_GET_TEXTS[language].kept);
    throw error;
  });
  const paths = files.map(({ name }) => join(place, name));
  const next = nextCommand(source, paths.length === 1 ? paths[0]! : place, context);
  return {
    document: { ...sourceDocument(source), files, next },
    text: filesText(files, { paths, next: lineTyped(next, programTyped(env)), language }),
  };
}

function tell(event: DownloadEvent, { language, note }: CommandContext): void {
  const words = DATA_GET_TEXTS[language];
  switch (event.kind) {
    case 'resumed':
      note(words.goingOn(sizeText(event.fromBytes, language)));
      return;
    case 'restarted':
      note(words.beginsAnew(sizeText(event.lostBytes, language)));
      return;
    case 'waiting': {
      const seconds = numberFormat(language)(event.waitMs / 1000);
      if (event.waitMs > 0) note(words.waiting(seconds, event.attempt + 1, event.attempts));
      return;
    }
  }
}

async function help(
  source: DataSource & { readonly obtain: ByHand },
  { place, context }: Pick<Bringing, 'place' | 'context'>,
): Promise<CommandResult> {
  const { cwd, env, language, progress, signal } = context;
  const state = await getByHand(source.obtain, resolve(cwd, place), { progress, signal, command: COMMAND });
  const path = state.status === 'missing' ? null : asTyped(state.path, { place, cwd });
  const again = `${COMMAND} ${source.id}${context.givenOptions.has('out') ? ` --out ${shellWord(place)}` : ''}`;
  const next = path === null ? again : scanCommand(path);
  const steps = source.obtain.steps[language].map((step) => step.replaceAll('{place}', place));
  return {
    document: { ...sourceDocument(source), ...state, path, place, steps, next },
    text: byHandText(source, { state, path, steps, next: lineTyped(next, programTyped(env)), language }),
  };
}

/** The path below the place as it was typed, so that it can be typed again. */
function asTyped(path: string, { place, cwd }: { place: string; cwd: string }): string {
  return isAbsolute(place) ? path : join(place, relative(resolve(cwd, place), path));
}

/** What to do with what came: look at images, train from weights. */
function nextCommand({ holds, id }: DataSource, path: string, { givenOptions }: CommandContext): string {
  if (holds === 'images') return scanCommand(path);
  const weights = givenOptions.has('out') ? shellWord(path) : 'imagenet';
  return `leukoscope train <cells> --model ${id.split('.')[0]} --weights ${weights} --out run/`;
}

function scanCommand(path: string): string {
  return `leukoscope data scan ${shellWord(path)}`;
}

/** A word as a shell must be given it. */
function shellWord(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

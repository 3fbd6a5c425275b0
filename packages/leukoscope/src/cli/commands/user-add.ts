import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readFailure } from '../../files/system-error.ts';
import { requireAdminFirst } from '../../server/admin-first.ts';
import { SHORTEST_PASSWORD } from '../../server/api/session.ts';
import { hashPassword } from '../../store/password.ts';
import { openStore } from '../../store/store.ts';
import { dataFolderOf } from '../data-folder.ts';
import type { ActionOf } from '../define-command.ts';
import type { userAddCommand } from './user-add-command.ts';

export const userAdd: ActionOf<typeof userAddCommand> = async ({ name }, { role, passwordFile, data }, context) => {
  const { cwd, language } = context;
  const password = await firstLine(passwordFile === '-' ? null : resolve(cwd, passwordFile));
  if (password.length < SHORTEST_PASSWORD) {
    throw new LeukoscopeError('user.short-password', { shortest: SHORTEST_PASSWORD });
  }
  const folder = dataFolderOf(data, context);
  await using store = await openStore({ folder, command: 'leukoscope user add' });
  await requireAdminFirst(role, store.users);
  const passwordHash = await hashPassword(password);
  const user = await store.users.create({ userId: null }, { name, role, passwordHash });
  const text = { en: `User ${name} added (${role}).`, es: `Usuario ${name} añadido (${role}).` }[language];
  return { document: { id: user.id, name, role }, text: `${text}\n` };
};

/** @param file `null`: standard input. */
async function firstLine(file: string | null): Promise<string> {
  try {
    const text = file === null ? await textOf(process.stdin) : await readFile(file, 'utf8');
    return text.split(/\r?\n/)[0]!;
  } catch (error) {
    throw readFailure(error, file ?? 'stdin');
  }
}

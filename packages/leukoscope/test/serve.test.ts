/** The server as a process: started, refused, ended. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { leukoscope, requireBuild } from './program.ts';
import { served } from './served.ts';
import { temporaryFolder } from './temporary-folder.ts';

beforeAll(requireBuild);

describe('leukoscope serve', () => {
  it('has its data folder for itself, and ends when it is asked to', async () => {
    const data = temporaryFolder();
    await using server = await served(data, temporaryFolder());
    const second = leukoscope(['serve', '--port', '0', '--data', data]);
    expect(second.exitCode).toBe(4);
    expect(second.err).toContain('is in use by process');
    server.process.kill('SIGTERM');
    const [code] = await once(server.process, 'exit');
    expect(code).toBe(0);
  });

  it('refuses the network without users, a port in use, and a folder that is not there', async () => {
    const data = temporaryFolder();
    const open = leukoscope(['serve', '--host', '0.0.0.0', '--port', '0', '--data', data]);
    expect(open).toMatchObject({ exitCode: 2, err: expect.stringContaining('leukoscope user add') });
    await using server = await served(temporaryFolder(), temporaryFolder());
    const port = /:(\d+)\//.exec(server.lines.find((line) => line.startsWith('Leukoscope:'))!)![1]!;
    expect(leukoscope(['serve', '--port', port, '--data', data])).toMatchObject({
      exitCode: 5,
      err: expect.stringContaining('EADDRINUSE'),
    });
    expect(leukoscope(['serve', '--root', '/no/such/folder', '--data', data])).toMatchObject({ exitCode: 3 });
  });

  it('asks for a password once there is a user', async () => {
    const data = temporaryFolder();
    const password = join(temporaryFolder(), 'password.txt');
    writeFileSync(password, 'short\n');
    const add = () =>
      leukoscope(['user', 'add', 'ana', '--role', 'admin', '--password-file', password, '--data', data]);
    expect(add()).toMatchObject({ exitCode: 2, err: expect.stringContaining('at least 10') });
    writeFileSync(password, 'a long password\n');
    expect(add()).toMatchObject({ exitCode: 0, out: 'User ana added (admin).\n' });
    await using server = await served(data, temporaryFolder());
    expect(await server.client.ok('getSession')).toMatchObject({ mode: 'users', user: null });
    expect(await server.client.refused('listCases')).toBe('401 api.sign-in-needed');
    await server.client.signIn('ana', 'a long password');
    expect((await server.client.ok('listUsers')).users.map(({ name }) => name)).toEqual(['ana']);
  });
});

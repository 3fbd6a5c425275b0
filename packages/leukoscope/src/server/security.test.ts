import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS, type OperationName } from './api/all-operations.ts';
import { type Operation, ROLES } from './api/operation.ts';
import { type TestServer, testServer } from './testing/test-server.ts';

const ID = '6f1c1f0e-4d0f-4c3c-9d0f-6a3f9c1b2d3e';
const URL = 'http://127.0.0.1:8321';

describe('the server answers', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  it.each([
    ['127.0.0.1:8321', 200],
    ['localhost:8321', 200],
    ['[::1]:8321', 200],
    ['LOCALHOST', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example:8321', 421],
    ['localhost@evil.example', 421],
    ['', 421],
  ])('under the name %s with %i', async (host, status) => {
    const response = await server.app.request(`${URL}/healthz`, { headers: { host } });
    expect(response.status).toBe(status);
  });

  it.each<[string, Record<string, string>, number]>([
    ['its own page', { origin: URL }, 201],
    ['a program', {}, 201],
    ['another page', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://127.0.0.1:9999' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('calls of %s', async (_, headers, status) => {
    const client = await server.client();
    const response = await server.app.request(`${URL}/api/v1/patients`, {
      method: 'POST',
      headers: {
        cookie: client.cookie,
        'x-csrf-token': client.csrfToken,
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify({ name: 'P-1' }),
    });
    expect(response.status).toBe(status);
  });

  it('nothing that changes anything without the token of the session', async () => {
    const client = await server.client();
    for (const csrfToken of ['', 'wrong', `${client.csrfToken}x`]) {
      client.csrfToken = csrfToken;
      expect(await client.refused('addPatient', { body: { name: 'P-2' } })).toBe('403 api.csrf');
    }
    const { patients } = await client.ok('listPatients');
    expect(patients.filter(({ name }) => name === 'P-2')).toEqual([]);
  });

  it('with a strict policy on every answer, errors too', async () => {
    for (const path of ['/healthz', '/api/v1/session', '/api/v1/nothing', '/no-page', '/openapi.json']) {
      const { headers } = await server.app.request(`${URL}${path}`);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self';/,
      );
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('in the language asked for', async () => {
    const response = await server.app.request(`${URL}/api/v1/cases/${ID}`, {
      headers: { 'accept-language': 'fr, es-GT;q=0.8, en;q=0.5' },
    });
    expect(response.status).toBe(404);
    expect(JSON.stringify(await response.json())).toContain('no ');
  });
});

describe('with users', () => {
  it('everything but the session needs one to be signed in, and enough of a role', async () => {
    await using server = await testServer({ mode: 'users' });
    const nobody = await server.client();
    for (const [name, { role }] of Object.entries(OPERATIONS) as [OperationName, Operation][]) {
      if (role === 'anyone') continue;
      expect(`${name} ${await nobody.refused(name, { params: { id: ID, number: 1, hash: '0'.repeat(64) } })}`).toBe(
        `${name} 401 api.sign-in-needed`,
      );
    }
    for (const caller of ROLES) {
      const client = await server.client(caller);
      for (const [name, { role }] of Object.entries(OPERATIONS) as [OperationName, Operation][]) {
        if (role === 'anyone' || ROLES.indexOf(caller) >= ROLES.indexOf(role)) continue;
        expect(`${name} ${await client.refused(name, { params: { id: ID, number: 1, hash: '0'.repeat(64) } })}`).toBe(
          `${name} 403 api.role-needed`,
        );
      }
    }
  });

  it('the session ends with signing out, a new password and being disabled', async () => {
    await using server = await testServer({ mode: 'users' });
    const admin = await server.client('admin');
    const { users } = await admin.ok('listUsers');
    const idOf = (name: string) => users.find((user) => user.name === name)!.id;
    const viewer = await server.client('viewer');
    expect((await viewer.ok('listCases')).cases).toEqual([]);
    await admin.ok('changeUser', { params: { id: idOf('viewer') }, body: { password: 'another long password' } });
    expect(await viewer.refused('listCases')).toBe('401 api.sign-in-needed');
    const reviewer = await server.client('reviewer');
    await admin.ok('removeUser', { params: { id: idOf('reviewer') } });
    expect(await reviewer.refused('listCases')).toBe('401 api.sign-in-needed');
    expect(await reviewer.refused('signIn', { body: { name: 'reviewer', password: 'correct horse battery' } })).toBe(
      '401 api.wrong-password',
    );
    const { cookie } = admin;
    await admin.ok('signOut');
    admin.cookie = cookie;
    expect(await admin.refused('listCases')).toBe('401 api.sign-in-needed');
  });

  it('wrong passwords are counted by name and address, and waiting helps', async () => {
    let nowMs = 0;
    await using server = await testServer({ mode: 'users', nowMs: () => nowMs });
    const client = await server.client();
    const tried = (name: string) => client.refused('signIn', { body: { name, password: 'wrong password' } });
    for (let attempt = 0; attempt < 5; attempt++) expect(await tried('admin')).toBe('401 api.wrong-password');
    expect(await tried('admin')).toBe('429 api.too-many-sign-ins');
    expect(await client.refused('signIn', { body: { name: 'admin', password: 'correct horse battery' } })).toBe(
      '429 api.too-many-sign-ins',
    );
    await client.ok('signIn', { body: { name: 'viewer', password: 'correct horse battery' } });
    nowMs += 15 * 60_000 + 1;
    await client.ok('signIn', { body: { name: 'admin', password: 'correct horse battery' } });
  });

  it('the cookie is out of reach of scripts and other sites', async () => {
    await using server = await testServer({ mode: 'users' });
    const client = await server.client();
    const response = await client.send('signIn', { body: { name: 'admin', password: 'correct horse battery' } });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('without users', () => {
  it('whoever is at the machine is let in until the first is added, who must be an administrator', async () => {
    await using server = await testServer();
    const local = await server.client();
    expect(await local.ok('getSession')).toMatchObject({ mode: 'local', user: { name: '', role: 'admin' } });
    const user = { name: 'ana', password: 'a long password' };
    expect(await local.refused('addUser', { body: { ...user, role: 'reviewer' } })).toBe('409 user.admin-first');
    await local.ok('addUser', { body: { ...user, role: 'admin' } });
    expect(await local.refused('listCases')).toBe('401 api.sign-in-needed');
    await local.signIn(user.name, user.password);
    expect(await local.ok('getSession')).toMatchObject({ mode: 'users', user: { name: 'ana' } });
  });
});

describe('what the server reads', () => {
  it('lies below its folders, links followed', async () => {
    const { mkdir, symlink, writeFile } = await import('node:fs/promises');
    await using server = await testServer();
    await mkdir(`${server.root}/smear`);
    await writeFile(`${server.root}/smear/no-image.txt`, 'x');
    await symlink('/etc', `${server.root}/out`);
    const client = await server.client();
    const { id } = await client.ok('addCase', { body: { patientName: 'P', title: 'T' } });
    const tried = (path: string) => client.refused('importImages', { params: { id }, body: { path } });
    for (const path of [
      '/etc',
      '/etc/passwd',
      '../..',
      `${server.root}/../`,
      `${server.root}/out/passwd`,
      'out',
      `${server.root}x`,
      'smear/../../x',
    ]) {
      expect(`${path} ${await tried(path)}`).toBe(`${path} 403 api.outside-roots`);
    }
    expect(await tried('nothing-there')).toBe('404 usage.no-such-file');
    expect(await client.refused('installModel', { body: { path: '/etc/passwd' } })).toBe('403 api.outside-roots');
    expect(await client.refused('importImages', { params: { id }, body: { dataset: '/etc' } })).toMatch(/^400 /);
    expect(await client.ok('importImages', { params: { id }, body: { path: 'smear' } })).toMatchObject({
      kind: 'import',
    });
  });

  it('is no more than it can hold, whatever the header says', async () => {
    await using server = await testServer();
    const client = await server.client();
    const body = JSON.stringify({ name: 'x'.repeat(3_000_000) });
    expect(await client.refused('addPatient', { raw: body, headers: { 'content-type': 'application/json' } })).toBe(
      '413 api.too-large',
    );
    expect(
      await client.refused('addPatient', { raw: '{"name":', headers: { 'content-type': 'application/json' } }),
    ).toBe('400 api.invalid');
    expect(
      await client.refused('addPatient', {
        raw: 'name=x',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ).toBe('415 api.unsupported-media');
  });
});

describe('an error of the server', () => {
  it('tells nothing of where it came from, and the log no message', async () => {
    await using server = await testServer();
    server.store.patients.list = () => Promise.reject(new Error('SELECT secret FROM patient Jane Doe'));
    const response = await server.app.request(`${URL}/api/v1/patients`);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain('api.internal');
    expect(text + server.logged.join('')).not.toMatch(/secret|Jane/);
    expect(server.logged.join('')).toMatch(/patient-calls/);
    expect(text).not.toMatch(/patient-calls|\.ts/);
  });
});

import { randomStream } from '@leukoscope/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from '../../test/png.ts';
import { OPERATIONS, type OperationName } from './api/all-operations.ts';
import { type Operation, ROLES } from './api/operation.ts';
import { openApiDocument } from './openapi.ts';
import { type Described, describedCalls, invent } from './testing/invent-request.ts';
import { TestClient } from './testing/test-client.ts';
import { type TestServer, testServer } from './testing/test-server.ts';

const CALLS = process.env.LEUKOSCOPE_FULL === undefined ? 160 : 6000;
/** It starts a browser. */
const LEFT_OUT: readonly OperationName[] = ['exportPdf'];

let server: TestServer;

beforeAll(async () => {
  // What jobs do is tested elsewhere; here they would take most of the time.
  server = await testServer({ mode: 'users', works: false, nowMs: jumpingClock() });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

describe(`${CALLS} calls made up from the OpenAPI document`, () => {
  const described = describedCalls(openApiDocument('1')).filter(({ name }) => !LEFT_OUT.includes(name));

  it('are described for every operation', () => {
    expect(described.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(OPERATIONS)
        .filter((name) => !LEFT_OUT.includes(name as OperationName))
        .toSorted(),
    );
  });

  it.each(['nobody', ...ROLES] as const)(
    'by %s: no fault of the server, nothing told of its inside, no access beyond the role',
    async (who) => {
      const random = randomStream(1, `fuzz ${who}`);
      let client = await signedIn(who);
      const known = await somethingToFind();
      for (let call = 0; call < CALLS / 4; call++) {
        const one = described[Math.floor(random() * described.length)]!;
        const request = invent(one, { random, known });
        const response = await client.send(one.name, request);
        const text = response.headers.get('content-type')?.startsWith('text/event-stream')
          ? await cancelled(response)
          : await response.text();
        const told = `${who} ${one.name} ${JSON.stringify({ ...request, raw: undefined })}: ${response.status} ${text.slice(0, 500)}`;
        expect(response.status, told).toBeLessThan(500);
        expect(text.slice(0, 20_000), told).not.toMatch(/\bat \S+ \(|\.ts:\d|node_modules|SQLITE|select .* from/i);
        if (!mayCall(who, one)) expect([401, 403], told).toContain(response.status);
        if (response.status >= 400) expect(JSON.parse(text).error.message.length, told).toBeGreaterThan(5);
        // Signing out and changing one's own password end the session.
        if (response.status < 300 && ['signOut', 'changeUser', 'removeUser', 'signIn'].includes(one.name))
          client = await signedIn(who);
      }
    },
  );
});

function mayCall(who: 'nobody' | (typeof ROLES)[number], { name }: Described): boolean {
  const { role }: Operation = OPERATIONS[name];
  if (role === 'anyone') return true;
  return who !== 'nobody' && ROLES.indexOf(who) >= ROLES.indexOf(role);
}

async function signedIn(who: 'nobody' | (typeof ROLES)[number]): Promise<TestClient> {
  return who === 'nobody' ? new TestClient(server.app) : server.client(who);
}

/** Long after the last look each time, so that no wrong password is remembered. */
function jumpingClock(): () => number {
  let nowMs = 0;
  return () => {
    nowMs += 3_600_000;
    return nowMs;
  };
}

async function cancelled(response: Response): Promise<string> {
  await response.body?.cancel();
  return '';
}

/** Ids and hashes of things that are there, so that not every call ends at "not found". */
async function somethingToFind(): Promise<readonly string[]> {
  const admin = await server.client('admin');
  const made = await admin.ok('addCase', { body: { patientName: 'P-1', title: 'Smear' } });
  const picture = png(8, 8, new Uint8Array(192).fill(90));
  const params = { id: made.id };
  await admin.ok('addImages', {
    params,
    query: { name: 'a.png' },
    raw: picture as never,
    headers: { 'content-type': 'application/octet-stream' },
  });
  const cells = await admin.ok('getCells', { params });
  const { jobs } = await admin.ok('listJobs');
  return [made.id, made.patient.id, ...cells.imageHashes, ...jobs.map(({ id }) => id)];
}

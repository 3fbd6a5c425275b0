import { expect, it } from 'vitest';
import { testServer } from './testing/test-server.ts';

it('whoever listens is told of a case as it changes, and of jobs as they go on', async () => {
  await using server = await testServer({ works: false });
  const client = await server.client();
  const { id } = await client.ok('addCase', { body: { patientName: 'P', title: 'T' } });
  const response = await client.send('events');
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const until = async (expected: RegExp) => {
    for (let seen = ''; ; ) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`ended after ${seen}`);
      seen += value;
      if (expected.test(seen)) return seen;
    }
  };
  await until(/connected/);
  const comment = client.ok('addComment', { params: { id }, body: { text: 'look again' } });
  expect(await until(/event: case/)).toContain(`data: {"id":"${id}","version":`);
  await comment;
  const job = await client.ok('importImages', { params: { id }, body: { dataset: 'synthetic:1' } });
  expect(await until(/"state":"failed"/)).toContain(`"id":"${job.id}"`);
  expect(server.events.listeners).toBeGreaterThan(1);
  await reader.cancel();
});

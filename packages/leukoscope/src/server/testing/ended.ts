import type { Answer } from '../api/all-operations.ts';
import type { TestClient } from './test-client.ts';

/** The job when it neither waits nor runs any more. */
export async function ended(client: TestClient, id: string): Promise<Answer<'getJob'>> {
  for (;;) {
    const job = await client.ok('getJob', { params: { id } });
    if (!['waiting', 'running'].includes(job.state)) return job;
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

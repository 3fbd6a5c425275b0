/**
 * A process that the test of kills kills: opens the store of a folder, sends one review after another as idempotent
 * requests, and says on stdout what was confirmed. Arguments: folder, case, first request, labels in each request.
 */
import { openStore } from '../store.ts';

const [folder = '', caseId = '', first = '0', each = '1'] = process.argv.slice(2);
await using store = await openStore({ folder, command: 'the test of kills' });
const { id: userId } = await store.users.localUser();
const { cellCount } = await store.cases.get(caseId);
for (let request = Number(first); ; request += 1) {
  const changes = Array.from({ length: Number(each) }, (_, index) => ({
    number: ((request * Number(each) + index) % cellCount) + 1,
    typeCode: `T${request}`,
  }));
  const response = await store.once({ key: `request-${request}`, userId, fingerprint: 'reviews' }, async (parts) => {
    const reviews = await parts.reviews.add({ userId }, caseId, { reading: 'first', changes });
    return reviews.map(({ id }) => id);
  });
  process.stdout.write(`${request} ${response.join(' ')}\n`);
}

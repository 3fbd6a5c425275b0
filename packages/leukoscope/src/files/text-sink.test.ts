import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { systemError } from '../../test/failing-file-system.ts';
import { OutputClosedError, streamSink } from './text-sink.ts';

function failingStream(code: string): Writable {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(systemError(code, 'write')) });
  stream.on('error', () => undefined);
  return stream;
}

test('waits for the reader before it asks for more', async () => {
  const waiting: (() => void)[] = [];
  const stream = new Writable({ write: (_chunk, _encoding, done) => waiting.push(done) });
  let finished = false;
  const writing = streamSink(stream, 'stdout')
    .write('line\n')
    .then(() => {
      finished = true;
    });
  await Promise.resolve();
  expect(finished).toBe(false);
  waiting.pop()!();
  await writing;
  expect(finished).toBe(true);
});

test('a reader that has gone is no error of the machine, nor is a write after that', async () => {
  const sink = streamSink(failingStream('EPIPE'), 'stdout');
  await expect(sink.write('a')).rejects.toBeInstanceOf(OutputClosedError);
  await expect(sink.write('b')).rejects.toBeInstanceOf(OutputClosedError);
});

test('stdout on a full disk is the machine’s refusal and names the stream', async () => {
  await expect(streamSink(failingStream('ENOSPC'), 'stdout').write('a')).rejects.toMatchObject({
    code: 'machine.cannot-write',
    details: { path: 'stdout', systemCode: 'ENOSPC' },
  });
});

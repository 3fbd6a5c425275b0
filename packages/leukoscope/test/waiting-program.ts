/** `node waiting-program.ts wait|obey`: the command line with a command that works for ever, to be interrupted by tests. */
import type { Command } from '../src/cli/define-command.ts';
import { main } from '../src/cli/main.ts';

const texts = { summary: 'waits', arguments: {}, options: {} };

const command = (name: string, onAbort: (reason: unknown, reject: (reason: unknown) => void) => void): Command => ({
  name,
  arguments: {},
  options: {},
  texts: { en: texts, es: texts },
  examples: [],
  action: (_given, _options, { signal, note }) =>
    new Promise((_resolve, reject) => {
      const working = setInterval(() => undefined, 1000);
      signal.addEventListener('abort', () => onAbort(signal.reason, reject));
      signal.addEventListener('abort', () => name === 'obey' && clearInterval(working));
      note('working');
    }),
});

await main(process.argv, [command('wait', () => undefined), command('obey', (reason, reject) => reject(reason))]);

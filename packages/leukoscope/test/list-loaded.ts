/** `node --import list-loaded.ts program …`: says on stderr, at the end, the URL of each module that was loaded, one a line. */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

const loaded: string[] = [];
registerHooks({
  load(url, context, next) {
    loaded.push(url);
    return next(url, context);
  },
});
process.on('exit', () => writeSync(process.stderr.fd, loaded.map((url) => `loaded ${url}\n`).join('')));

/** `node download-program.ts <sources.json> …`: the command line with `data get` alone, for these data sets. */
import { readFileSync } from 'node:fs';
import { dataGetFrom } from '../src/cli/commands/data-get.ts';
import { dataGetCommand } from '../src/cli/commands/data-get-command.ts';
import { main } from '../src/cli/main.ts';

const [node = '', program = '', sources = '', ...words] = process.argv;
const action = dataGetFrom({ sources: JSON.parse(readFileSync(sources, 'utf8')) });
await main([node, program, ...words], [{ ...dataGetCommand, action }]);

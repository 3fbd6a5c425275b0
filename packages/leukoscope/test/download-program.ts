/** `node download-program.ts <sources.json> …`: the command line with `data get` alone, for these data sets. */
import { readFileSync } from 'node:fs';
import { dataGetCommand } from '../src/cli/commands/data-get.ts';
import { main } from '../src/cli/main.ts';

const [node = '', program = '', sources = '', ...words] = process.argv;
await main([node, program, ...words], [dataGetCommand({ sources: JSON.parse(readFileSync(sources, 'utf8')) })]);

#!/usr/bin/env node
// Plain JavaScript that any Node can parse: it must be able to say that Node is too old.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(`Leukoscope needs Node 24 or newer, got ${process.versions.node}. In the clone, npx and npm run use the right one.`);
  process.exit(5);
}
const { main } = await import('../dist/cli/main.js');
await main(process.argv);

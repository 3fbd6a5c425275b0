#!/usr/bin/env node
// Plain JavaScript that any Node can parse: it must be able to say that Node is too old.
const found = process.versions.node;
if (Number(found.split('.')[0]) < 24) {
  console.error(
    'Leukoscope needs Node 24 or newer, got ' +
      found +
      '. In a clone, `npx leukoscope` and `npm run` use the right one.',
  );
  console.error(`Leukoscope necesita Node 24 o posterior; este es ${found}.`);
  process.exitCode = 5;
} else {
  void import('../dist/cli/main.js').then(function start(program) {
    return program.main(process.argv);
  });
}

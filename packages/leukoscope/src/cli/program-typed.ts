/**
 * What a person types for the program: `npx leukoscope` where npm runs it, as in a clone, where nothing else finds it.
 */
export function programTyped(env: NodeJS.ProcessEnv): string {
  return env.npm_command === undefined ? PROGRAM : `npx ${PROGRAM}`;
}

/** A command line that begins with `leukoscope`, as it is typed here. */
export function lineTyped(line: string, program: string): string {
  return line.replace(/^leukoscope\b/, program);
}

/** Prose in which commands are named, each as it is typed here. */
export function proseTyped(prose: string, program: string): string {
  return prose.replace(/(?<![\w/.@-])(?<!npx )leukoscope(?= (?:[a-z]|--))/g, program);
}

const PROGRAM = 'leukoscope';

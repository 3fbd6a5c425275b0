/** The same text on one line, its control characters shown and not obeyed: file names may hold any. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

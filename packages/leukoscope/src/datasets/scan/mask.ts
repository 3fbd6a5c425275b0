/**
 * A name with what could tell a person apart made unreadable, its form kept: `Garcia_S21-12345.jpg` becomes
 * `G•••••_S••-•••••.jpg`. The ending of a file stays.
 */
export function masked(text: string): string {
  const ending = /\.[A-Za-z][A-Za-z0-9]{0,4}$/.exec(text)?.[0] ?? '';
  const name = text.slice(0, text.length - ending.length);
  return (
    name.replace(/[\p{L}\p{N}]+/gu, (word) => {
      const kept = /^\p{L}/u.test(word) ? [...word][0]! : '';
      return kept + '•'.repeat([...word].length - [...kept].length);
    }) + ending
  );
}

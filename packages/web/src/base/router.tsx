import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from 'react';

/** Told when the address changes by `navigate`; the browser tells of its own buttons by `popstate`. */
const NAVIGATED = 'leukoscope:navigated';

/** Goes to a page of the app without loading it anew. */
export function navigate(path: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) window.history.replaceState(null, '', path);
  else window.history.pushState(null, '', path);
  window.dispatchEvent(new Event(NAVIGATED));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(NAVIGATED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(NAVIGATED, listener);
  };
}

/** Path of the page, `/cases/…`, without search and hash. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}

/** The words that stand in the places of `:name` in a pattern such as `/cases/:id`; `null` for another path. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/');
  const given = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [at, word] of wanted.entries()) {
    const actual = given[at]!;
    if (word.startsWith(':')) found[word.slice(1)] = decoded(actual);
    else if (word !== actual) return null;
  }
  return found;
}

/** A mangled address is a page that does not exist, not a fault. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

/** A link to a page of the app; with a modifier key or another button the browser does what it always does. */
export function Link({ href, onClick, children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a href={href} onClick={follow} {...rest}>
      {children}
    </a>
  );
}

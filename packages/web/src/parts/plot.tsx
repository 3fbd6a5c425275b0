import type { Language, Markup } from 'leukoscope/browser';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../base/page-context.tsx';
import styles from './plot.module.css';

interface PlotProps {
  /** The reports' picture for a width; from `useCallback` or outside a component, as it is drawn anew when it changes. */
  readonly draw: (view: { readonly language: Language; readonly widthPx: number }) => Markup | readonly Markup[];
}

/** Narrower than this no plot holds its texts; it then scrolls. */
const NARROWEST_PX = 240;

/** A plot of the reports, as wide as its place. The styles that it carries are the page's (`plot-styles.ts`). */
export function Plot({ draw }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const language = useLanguage();
  const [widthPx, setWidthPx] = useState<number | null>(null);
  useEffect(() => {
    const element = place.current!;
    const observer = new ResizeObserver(() => setWidthPx(Math.max(NARROWEST_PX, Math.floor(element.clientWidth))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (widthPx === null) return;
    const drawn = draw({ language, widthPx });
    place.current!.replaceChildren(...(typeof drawn === 'string' ? [drawn] : drawn).map(pictureOf));
  }, [draw, language, widthPx]);
  return <div ref={place} className={styles.plot} />;
}

/**
 * Without the styles that it carries, which the page's security policy forbids, in a document that is only parsed too.
 * The text is our own `figure`'s: one `style` element without "<", one `style` attribute on its root.
 */
function pictureOf(markup: Markup): Element {
  const bare = markup.replace(/<style>[^<]*<\/style>/, '').replace(/^(<svg\b[^>]*?) style="[^"]*"/, '$1');
  return document.importNode(new DOMParser().parseFromString(bare, 'image/svg+xml').documentElement, true);
}

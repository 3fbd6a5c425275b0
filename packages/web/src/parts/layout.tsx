import { type ReactNode, useEffect } from 'react';
import { classes } from './classes.ts';
import styles from './layout.module.css';

interface PageProps {
  /** Also of the browser's window. */
  readonly title: string;
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Leukoscope`;
  }, [title]);
}

export function Page({ title, above, actions, children }: PageProps) {
  useWindowTitle(title);
  return (
    <div className={styles.page}>
      {above}
      <div className={styles.head}>
        <h1>{title}</h1>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, actions, children }: PanelProps) {
  return (
    <section className={styles.panel}>
      {(title || actions) && (
        <div className={styles.head}>
          {title && <h2>{title}</h2>}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

export function Notice({ tone = 'plain', children }: { tone?: 'plain' | 'caution' | 'bad'; children: ReactNode }) {
  return <div className={classes(styles.notice, tone !== 'plain' && styles[tone])}>{children}</div>;
}

/** What stands where there is nothing yet, and what to do about it. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>;
}

export function Muted({ children }: { children: ReactNode }) {
  return <p className={styles.muted}>{children}</p>;
}

export function Tag({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'good' | 'caution' | 'bad';
  children: ReactNode;
}) {
  const tones = { plain: null, good: styles.tagGood, caution: styles.tagCaution, bad: styles.tagBad };
  return <span className={classes(styles.tag, tones[tone])}>{children}</span>;
}

export function Actions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}

interface FactsProps {
  readonly rows: readonly (readonly [name: string, value: ReactNode])[];
  /** The value below its name, where there is little room. */
  readonly stacked?: boolean;
}

/** Names and what they are, two by two. */
export function Facts({ rows, stacked = false }: FactsProps) {
  return (
    <dl className={classes(styles.facts, stacked && styles.stacked)}>
      {rows.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

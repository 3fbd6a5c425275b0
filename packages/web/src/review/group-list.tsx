import { useLanguage, useTexts } from '../base/page-context.tsx';
import { classes } from '../parts/classes.ts';
import { UNIDENTIFIED } from './cell-table.ts';
import { groupText } from './cell-words.ts';
import styles from './review-page.module.css';
import { REVIEW_TEXTS } from './review-texts.ts';
import type { DecisionChoice } from './type-keys.ts';
import type { Desk } from './use-desk.ts';

/** As long as a cell stands there, the case is not signed. */
const BLOCKING: ReadonlySet<string> = new Set([UNIDENTIFIED, 'call:unknown', 'call:new']);

interface GroupListProps {
  readonly desk: Desk;
  readonly choices: readonly DecisionChoice[];
  readonly onGroup: (key: string) => void;
}

/**
 * All groups with their counts and keys, also the empty ones: cells are dropped on them. With cells selected a click
 * relabels these, else it shows the group.
 */
export function GroupList({ desk, choices, onGroup }: GroupListProps) {
  const texts = useTexts(REVIEW_TEXTS);
  const language = useLanguage();
  const counts = new Map(desk.groups.map(({ key, cells }) => [key, cells.length]));
  const known = new Set(choices.map(({ code }) => code));
  const others = desk.groups.filter(({ key }) => !known.has(key));
  return (
    <nav className={styles.groups} aria-label={texts.groups}>
      <ul>
        {others.map(({ key, cells }) => (
          <li key={key}>
            <button type="button" className={styles.group} onClick={() => onGroup(key)}>
              <span className={styles.groupName}>{groupText(key, choices, language)}</span>
              <span className={classes(styles.groupCount, BLOCKING.has(key) && styles.alarm)}>{cells.length}</span>
            </button>
          </li>
        ))}
        {choices.map(({ code, key, group }) => (
          <li key={code}>
            <button
              type="button"
              className={styles.group}
              data-drop={code}
              data-group={group ?? undefined}
              onClick={() => onGroup(code)}
            >
              {key !== null && <kbd>{key.toUpperCase()}</kbd>}
              <span className={styles.groupName}>{groupText(code, choices, language)}</span>
              <span className={classes(styles.groupCount, BLOCKING.has(code) && counts.has(code) && styles.alarm)}>
                {counts.get(code) ?? 0}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.legend}>{texts.legend}</p>
    </nav>
  );
}

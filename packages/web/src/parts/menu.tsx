import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import styles from './popups.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly text: ReactNode;
  /** Stands at the right, as a key that does the same. */
  readonly note?: ReactNode;
  readonly onChoose?: () => void;
  /** Instead of doing something: leads to a page of its own, or saves a file. */
  readonly link?: { readonly href: string; readonly to: 'page' | 'file' };
}

interface MenuProps {
  readonly text: ReactNode;
  readonly label?: string;
  readonly entries: readonly MenuEntry[];
  readonly disabled?: boolean;
  readonly small?: boolean;
}

export function Menu({ text, label, entries, disabled = false, small = false }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger className={buttonClass({ small })} disabled={disabled} aria-label={label}>
        {text} <span aria-hidden="true">▾</span>
      </BaseMenu.Trigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner className={styles.positioner} sideOffset={4} align="start">
          <BaseMenu.Popup className={styles.popup}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

function Entry({ entry: { text, note, onChoose, link } }: { entry: MenuEntry }) {
  if (link !== undefined) {
    const leads = link.to === 'page' ? { target: '_blank', rel: 'noopener' } : { download: '' };
    return (
      <BaseMenu.LinkItem className={styles.item} href={link.href} {...leads} closeOnClick>
        {text}
      </BaseMenu.LinkItem>
    );
  }
  return (
    <BaseMenu.Item className={styles.item} onClick={onChoose}>
      <span>{text}</span>
      {note}
    </BaseMenu.Item>
  );
}

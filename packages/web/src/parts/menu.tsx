import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import styles from './popups.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly text: ReactNode;
  /** Stands at the right, as a key that does the same. */
  readonly note?: ReactNode;
  readonly onChoose: () => void;
  readonly disabled?: boolean;
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
            {entries.map(({ id, text: entry, note, onChoose, disabled: off = false }) => (
              <BaseMenu.Item key={id} className={styles.item} onClick={onChoose} disabled={off}>
                <span>{entry}</span>
                {note}
              </BaseMenu.Item>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

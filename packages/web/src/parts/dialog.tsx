import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { useTexts } from '../base/page-context.tsx';
import { Button, buttonClass } from './button.tsx';
import { classes } from './classes.ts';
import { PART_TEXTS } from './part-texts.ts';
import styles from './popups.module.css';
import { Problem } from './problem.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A window over the page, which the escape key closes; the focus goes in, stays in, and comes back. */
export function Dialog({ open, onClose, title, wide = false, children }: DialogProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => next || onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup className={classes(styles.dialog, wide && styles.wide)}>
          <BaseDialog.Title>{title}</BaseDialog.Title>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

interface FootProps {
  readonly text: string;
  /** What the dialog does: while it is under way the button waits, and a refusal is told above it. */
  readonly change: { readonly isPending: boolean; readonly error: Error | null };
  /** Left out where the button sends the form that it stands in. */
  readonly onAct?: () => void;
  readonly onClose: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

/** The foot of a dialog: what it does, or leave it. */
export function DialogFoot({ text, change, onAct, onClose, disabled = false, danger = false }: FootProps) {
  const { cancel } = useTexts(PART_TEXTS);
  return (
    <>
      {change.error && <Problem error={change.error} />}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{cancel}</Button>
        <button
          type={onAct === undefined ? 'submit' : 'button'}
          className={buttonClass({ look: danger ? 'danger' : 'main' })}
          disabled={change.isPending || disabled}
          onClick={onAct}
        >
          {text}
        </button>
      </div>
    </>
  );
}

import { Toast } from '@base-ui/react/toast';
import { type ReactNode, useCallback } from 'react';
import { ApiError } from '../api/client.ts';
import { useTexts } from '../base/page-context.tsx';
import { buttonClass } from './button.tsx';
import { PART_TEXTS } from './part-texts.ts';
import styles from './popups.module.css';

/** Room at the edge of the page for what happened meanwhile; it is read out too. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { notifications } = useTexts(PART_TEXTS);
  return (
    <Toast.Provider timeout={8000} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.toasts} aria-label={notifications}>
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  const { close } = useTexts(PART_TEXTS);
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} data-type={toast.type} swipeDirection={[]}>
      <div className={styles.toastText}>
        <Toast.Title render={<p />} />
        <Toast.Description />
      </div>
      <Toast.Close className={buttonClass({ look: 'quiet', small: true })} aria-label={close}>
        <span aria-hidden="true">✕</span>
      </Toast.Close>
    </Toast.Root>
  ));
}

export interface Announce {
  readonly say: (text: string) => void;
  readonly fail: (error: Error) => void;
}

/** Says what happened, or what went wrong, without leaving the page. */
export function useAnnounce(): Announce {
  const { add } = Toast.useToastManager();
  const say = useCallback((text: string) => void add({ title: text }), [add]);
  const fail = useCallback(
    (error: Error) => {
      const hint = error instanceof ApiError ? error.hint : null;
      add({ title: error.message, type: 'bad', timeout: 0, priority: 'high', ...(hint && { description: hint }) });
    },
    [add],
  );
  return { say, fail };
}

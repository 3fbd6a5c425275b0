import { Progress as BaseProgress } from '@base-ui/react/progress';
import styles from './progress.module.css';

interface ProgressProps {
  readonly label: string;
  readonly done: number;
  /** `null` while nobody knows. */
  readonly total: number | null;
  /** At the right: rate and time left. */
  readonly note: string;
}

export function Progress({ label, done, total, note }: ProgressProps) {
  return (
    <BaseProgress.Root className={styles.progress} value={total === null ? null : done} max={Math.max(total ?? 1, 1)}>
      <BaseProgress.Label>{label}</BaseProgress.Label>
      <span className={styles.value}>{note}</span>
      <BaseProgress.Track className={styles.track}>
        <BaseProgress.Indicator className={styles.bar} />
      </BaseProgress.Track>
    </BaseProgress.Root>
  );
}

import { ApiError } from '../api/client.ts';
import { useTexts } from '../base/page-context.tsx';
import { Button } from './button.tsx';
import { Notice } from './layout.tsx';
import { PART_TEXTS } from './part-texts.ts';

/** What went wrong and what to do, in the server's words. */
export function Problem({ error, onAgain }: { error: Error; onAgain?: () => void }) {
  const texts = useTexts(PART_TEXTS);
  const hint = error instanceof ApiError ? error.hint : null;
  return (
    <div role="alert">
      <Notice tone="bad">
        <p>{error.message}</p>
        {hint && <p>{hint}</p>}
        {onAgain && (
          <Button small onClick={onAgain}>
            {texts.again}
          </Button>
        )}
      </Notice>
    </div>
  );
}

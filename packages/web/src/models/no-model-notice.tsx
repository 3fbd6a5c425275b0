import { useRead } from '../api/api-context.tsx';
import { useTexts } from '../base/page-context.tsx';
import { LinkButton } from '../parts/button.tsx';
import { Actions, Notice } from '../parts/layout.tsx';
import { MODEL_TEXTS } from './model-texts.ts';
import styles from './models.module.css';

/** Where no model is installed: says so, and how to get one. */
export function NoModelNotice({ link = true }: { link?: boolean }) {
  const texts = useTexts(MODEL_TEXTS);
  const models = useRead('get /models', {});
  if (models.data === undefined || models.data.models.length > 0) return null;
  return (
    <Notice tone="caution">
      <p>{texts.noModel}</p>
      <p>{texts.noModelHow}</p>
      <ul className={styles.commands}>
        {texts.noModelCommands.map(([command, what]) => (
          <li key={command}>
            <code>{command}</code> — {what}
          </li>
        ))}
      </ul>
      {link && (
        <Actions>
          <LinkButton small href="/models">
            {texts.toModels}
          </LinkButton>
        </Actions>
      )}
    </Notice>
  );
}

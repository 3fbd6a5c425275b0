import { useLanguage, usePreference, useTexts } from '../base/page-context.tsx';
import { THUMBNAIL_LIMITS_PX } from '../base/preferences.ts';
import { Button } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { CheckField, SelectField } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { FILTERS, SORTS } from './arrange.ts';
import { codeText } from './cell-words.ts';
import styles from './review-page.module.css';
import { REVIEW_TEXTS } from './review-texts.ts';
import type { DecisionChoice } from './type-keys.ts';
import type { Desk } from './use-desk.ts';

interface ToolbarProps {
  readonly desk: Desk;
  readonly choices: readonly DecisionChoice[];
  readonly hasDetails: boolean;
  readonly onDetails: () => void;
  readonly onHelp: () => void;
  readonly onQueue: () => void;
  readonly isQueue: boolean;
}

export function Toolbar({ desk, choices, hasDetails, onDetails, onHelp, onQueue, isQueue }: ToolbarProps) {
  const texts = useTexts(REVIEW_TEXTS);
  return (
    <div className={styles.line}>
      <Button small aria-pressed={isQueue} onClick={onQueue}>
        {texts.queue}
      </Button>
      <ViewFields desk={desk} />
      <SizeField />
      <span className={styles.grow} />
      {desk.mayDecide && <DecideButtons desk={desk} choices={choices} />}
      <Button small aria-pressed={hasDetails} onClick={onDetails}>
        {texts.details}
      </Button>
      <Button small onClick={onHelp}>
        {texts.shortcuts}
      </Button>
    </div>
  );
}

function ViewFields({ desk }: { desk: Desk }) {
  const texts = useTexts(REVIEW_TEXTS);
  const { view, setView } = desk;
  return (
    <>
      <SelectField
        inline
        label={texts.sort}
        value={view.sort}
        choices={SORTS.map((value) => ({ value, text: texts.sorts[value] }))}
        onValue={(sort) => setView({ sort })}
      />
      <SelectField
        inline
        label={texts.filter}
        value={view.filter}
        choices={FILTERS.map((value) => ({ value, text: texts.filters[value] }))}
        onValue={(filter) => setView({ filter })}
      />
      <CheckField
        label={texts.byType}
        checked={view.grouping === 'type'}
        onChecked={(checked) => setView({ grouping: checked ? 'type' : 'none' })}
      />
    </>
  );
}

function SizeField() {
  const texts = useTexts(REVIEW_TEXTS);
  const [{ thumbnailPx }, set] = usePreference();
  const { least, most, step } = THUMBNAIL_LIMITS_PX;
  return (
    <label className={styles.inline} title={texts.size}>
      <Icon name="size" />
      <input
        type="range"
        aria-label={texts.size}
        className={styles.slider}
        min={least}
        max={most}
        step={step}
        value={thumbnailPx}
        onChange={(event) => set({ thumbnailPx: Number(event.target.value) })}
      />
    </label>
  );
}

function DecideButtons({ desk, choices }: { desk: Desk; choices: readonly DecisionChoice[] }) {
  const texts = useTexts(REVIEW_TEXTS);
  const language = useLanguage();
  const entries = [
    { id: 'confirm', text: texts.confirm, note: <kbd>Enter</kbd>, onChoose: desk.confirm },
    ...choices.map(({ code, key }) => ({
      id: code,
      text: codeText(code, choices, language),
      note: key === null ? null : <kbd>{key.toUpperCase()}</kbd>,
      onChoose: () => desk.decide(code),
    })),
    { id: 'take-back', text: texts.takeBack, note: <kbd>⌫</kbd>, onChoose: () => desk.decide(null) },
  ];
  return (
    <>
      <Menu small text={texts.decide} entries={entries} disabled={desk.targets.length === 0} />
      <Button
        small
        aria-label={texts.undo}
        title={`${texts.undo} (Ctrl Z)`}
        disabled={!desk.canUndo}
        onClick={desk.undo}
      >
        <Icon name="undo" />
      </Button>
      <Button
        small
        aria-label={texts.redo}
        title={`${texts.redo} (Ctrl Y)`}
        disabled={!desk.canRedo}
        onClick={desk.redo}
      >
        <Icon name="redo" />
      </Button>
    </>
  );
}

/** How much is done and saved, and what was done last for those who do not see it. */
export function DeskStatus({ desk, choices }: { desk: Desk; choices: readonly DecisionChoice[] }) {
  const texts = useTexts(REVIEW_TEXTS);
  const { table, selection, unsaved, isStuck } = desk;
  const reviewed = table.decisions.reduce((sum, decision) => sum + (decision < 0 ? 0 : 1), 0);
  const saving = isStuck ? texts.stuck(unsaved) : unsaved > 0 ? texts.saving(unsaved) : texts.saved;
  return (
    <>
      {selection.selected.size > 0 && <strong>{texts.selected(selection.selected.size)}</strong>}
      <span className={styles.status}>{texts.reviewed(reviewed, table.count)}</span>
      {desk.mayDecide && <span className={classes(styles.status, isStuck && styles.stuck)}>{saving}</span>}
      <Said desk={desk} choices={choices} />
    </>
  );
}

function Said({ desk: { said }, choices }: { desk: Desk; choices: readonly DecisionChoice[] }) {
  const texts = useTexts(REVIEW_TEXTS);
  const language = useLanguage();
  const words = () => {
    if (said === null) return '';
    if (said.kind === 'undone') return texts.undone(said.cells);
    if (said.kind === 'redone') return texts.redone(said.cells);
    if (said.isTakenBack) return texts.tookBack(said.cells);
    return said.code === null
      ? texts.decidedMany(said.cells)
      : texts.decided(said.cells, codeText(said.code, choices, language));
  };
  return (
    <span role="status" className={styles.status}>
      {words()}
    </span>
  );
}

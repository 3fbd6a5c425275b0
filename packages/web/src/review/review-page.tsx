import { type KeyboardEvent, useMemo, useState } from 'react';
import { useRead } from '../api/api-context.tsx';
import { useTypes } from '../api/scheme.ts';
import { useMay, useSession } from '../api/session-context.tsx';
import type { CaseAnswer } from '../api/types.ts';
import { usePreference, useTexts } from '../base/page-context.tsx';
import { THUMBNAIL_LIMITS_PX } from '../base/preferences.ts';
import { LinkButton } from '../parts/button.tsx';
import { SelectField } from '../parts/field.tsx';
import { Muted, useWindowTitle } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Details, type DetailsView } from './details.tsx';
import { Gallery } from './gallery.tsx';
import { commandOf } from './gallery-keys.ts';
import { GroupList } from './group-list.tsx';
import styles from './review-page.module.css';
import { REVIEW_TEXTS } from './review-texts.ts';
import { type Act, runCommand } from './run-command.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import type { Reading, StoredCells } from './stored-cells.ts';
import { DeskStatus, Toolbar } from './toolbar.tsx';
import { codesByKey, decisionChoices } from './type-keys.ts';
import { type Desk, useDesk } from './use-desk.ts';
import { useStoredCells } from './use-stored-cells.ts';

export function ReviewPage({ id }: { id: string }) {
  const texts = useTexts(REVIEW_TEXTS);
  const caseQuery = useRead('get /cases/{id}', { params: { id } });
  const cells = useStoredCells(id);
  const types = useTypes(caseQuery.data?.modelId);
  useWindowTitle(texts.title(caseQuery.data?.title ?? ''));
  return (
    <Loaded query={caseQuery}>
      {(caseAnswer) => (
        <Loaded query={cells}>{(stored) => types && <ReviewReading {...{ caseAnswer, stored, types }} />}</Loaded>
      )}
    </Loaded>
  );
}

interface ReviewProps {
  readonly caseAnswer: CaseAnswer;
  readonly stored: StoredCells;
  readonly types: NonNullable<ReturnType<typeof useTypes>>;
}

/** Which reading is done: the second reader's is the second; who is neither may adjudicate where the two differ. */
function ReviewReading(props: ReviewProps) {
  const { caseAnswer } = props;
  const { user } = useSession();
  const isSecond = caseAnswer.secondReader?.id === user.id;
  const [chosen, setChosen] = useState<Reading>(isSecond ? 'second' : 'first');
  const agreement = useRead(
    'get /cases/{id}/agreement',
    { params: { id: caseAnswer.id } },
    { enabled: caseAnswer.secondReader !== null && (!caseAnswer.blinded || caseAnswer.state === 'signed') },
  );
  const open = agreement.data?.open;
  const only = useMemo(() => (chosen === 'adjudication' ? new Set(open) : null), [chosen, open]);
  const readings: Reading[] = [isSecond ? 'second' : 'first', ...(open?.length ? ['adjudication' as const] : [])];
  const reading = readings.includes(chosen) ? chosen : readings[0]!;
  return (
    <ReviewDesk
      key={reading}
      {...props}
      only={reading === 'adjudication' ? only : null}
      reading={reading}
      readings={readings}
      onReading={setChosen}
    />
  );
}

interface ReviewDeskProps extends ReviewProps {
  readonly reading: Reading;
  readonly readings: readonly Reading[];
  readonly onReading: (reading: Reading) => void;
  readonly only: ReadonlySet<number> | null;
}

function ReviewDesk({ caseAnswer, stored, types, reading, readings, onReading, only }: ReviewDeskProps) {
  const texts = useTexts(REVIEW_TEXTS);
  const [{ thumbnailPx }, set] = usePreference();
  const [details, setDetails] = useState<DetailsView | null>(null);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [shownGroup, setShownGroup] = useState<{ readonly key: string } | null>(null);
  const calledCodes = stored.codes;
  const choices = useMemo(() => {
    const tellsNoTypes = calledCodes.some((code) => code === 'atypical' || code === 'typical');
    const { unidentified, groupNames } = texts;
    return decisionChoices(types, { unidentified, groups: tellsNoTypes ? groupNames : null });
  }, [types, texts, calledCodes]);
  const codes = useMemo(() => codesByKey(choices), [choices]);
  const mayDecide = useMay('reviewer') && caseAnswer.state === 'open';
  const desk = useDesk({ caseId: caseAnswer.id, stored, reading, choices, mayDecide, only });

  const act: Act = (kind) => {
    if (kind === 'help') return setIsHelpOpen(true);
    if (kind === 'details') return setDetails(details === null ? { saliency: false, nearest: false } : null);
    const now = details ?? { saliency: false, nearest: false };
    return setDetails(kind === 'saliency' ? { ...now, saliency: !now.saliency } : { ...now, nearest: !now.nearest });
  };
  const zoom = (by: number) => {
    const { least, most, step } = THUMBNAIL_LIMITS_PX;
    set({ thumbnailPx: Math.max(least, Math.min(most, thumbnailPx + by * step)) });
  };
  const onKey = (event: KeyboardEvent, rowsInSight: number) => {
    if (event.target instanceof HTMLButtonElement) return;
    const command = commandOf(event, codes);
    if (command === null) return;
    event.preventDefault();
    runCommand(command, desk, { rowsInSight, act, zoom });
  };
  const isQueue = desk.view.filter === 'undecided' && desk.view.grouping === 'none' && desk.view.sort === 'uncertainty';
  return (
    <div className={styles.desk} data-details={details !== null}>
      <div className={styles.head}>
        <DeskHead {...{ caseAnswer, desk, choices, reading, readings, onReading }} />
        <Toolbar
          {...{ desk, choices, isQueue }}
          hasDetails={details !== null}
          onDetails={() => act('details')}
          onHelp={() => act('help')}
          onQueue={() => {
            desk.setView(isQueue ? { filter: 'all', grouping: 'type' } : QUEUE);
            if (!isQueue && details === null) act('details');
          }}
        />
      </div>
      <GroupList
        {...{ desk, choices }}
        onGroup={(key) => {
          const isDecision = desk.mayDecide && choices.some(({ code }) => code === key);
          if (isDecision && desk.selection.selected.size > 0) desk.decide(key);
          else setShownGroup({ key });
        }}
      />
      <Gallery {...{ desk, choices, onKey, shownGroup }} sidePx={thumbnailPx} />
      {details !== null && (
        <Details
          {...{ caseId: caseAnswer.id, number: desk.focus, choices, view: details }}
          onView={setDetails}
          onClose={() => setDetails(null)}
        />
      )}
      <ShortcutsDialog open={isHelpOpen} onClose={() => setIsHelpOpen(false)} />
    </div>
  );
}

/** What the model is least sure of, and nobody has decided on: the next cells to look at. */
const QUEUE = { filter: 'undecided', grouping: 'none', sort: 'uncertainty' } as const;

interface DeskHeadProps extends Pick<ReviewDeskProps, 'caseAnswer' | 'reading' | 'readings' | 'onReading'> {
  readonly desk: Desk;
  readonly choices: ReturnType<typeof decisionChoices>;
}

function DeskHead({ caseAnswer, desk, choices, reading, readings, onReading }: DeskHeadProps) {
  const texts = useTexts(REVIEW_TEXTS);
  const isReviewer = useMay('reviewer');
  return (
    <div className={styles.line}>
      <h1>{caseAnswer.title}</h1>
      <Muted>{caseAnswer.patient.name}</Muted>
      <LinkButton small href={`/cases/${caseAnswer.id}`}>
        {texts.toCase}
      </LinkButton>
      {readings.length > 1 || reading !== 'first' ? (
        <SelectField
          inline
          label={texts.reading}
          value={reading}
          choices={readings.map((value) => ({ value, text: texts.readings[value] }))}
          onValue={onReading}
        />
      ) : null}
      <span className={styles.grow} />
      <DeskStatus desk={desk} choices={choices} />
      {!desk.mayDecide && <Muted>{isReviewer ? texts.locked : texts.onlyRead}</Muted>}
    </div>
  );
}

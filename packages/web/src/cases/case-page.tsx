import { useState } from 'react';
import { useChange, useRead } from '../api/api-context.tsx';
import { fileAddress } from '../api/file-address.ts';
import { useTypes } from '../api/scheme.ts';
import { useMay } from '../api/session-context.tsx';
import type { CaseAnswer } from '../api/types.ts';
import { timeText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { personText } from '../base/person-texts.ts';
import { Button, LinkButton } from '../parts/button.tsx';
import { Empty, Muted, Notice, Page } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { useAnnounce } from '../parts/toasts.tsx';
import { AgreementPanel } from './agreement-panel.tsx';
import { type CaseDialog, CaseDialogs } from './case-dialogs.tsx';
import { CASE_TEXTS } from './case-texts.ts';
import { StateTag } from './cases-page.tsx';
import { ClassifyPanel } from './classify-panel.tsx';
import { CommentsPanel } from './comments-panel.tsx';
import { DifferentialPanel } from './differential-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { FIGURES_TEXTS } from './figures-texts.ts';
import { ImportPanel } from './import-panel.tsx';
import { JobList } from './job-list.tsx';

export function CasePage({ id }: { id: string }) {
  const caseQuery = useRead('get /cases/{id}', { params: { id } });
  return <Loaded query={caseQuery}>{(caseAnswer) => <CaseView caseAnswer={caseAnswer} />}</Loaded>;
}

function CaseView({ caseAnswer }: { caseAnswer: CaseAnswer }) {
  const texts = useTexts(FIGURES_TEXTS);
  const { id, title, state, cells, note } = caseAnswer;
  const [dialog, setDialog] = useState<CaseDialog | null>(null);
  const mayChange = useMay('reviewer') && state === 'open';
  const isClassified = cells.classified === cells.all;
  const classify = mayChange && cells.all > 0 && <ClassifyPanel caseAnswer={caseAnswer} />;
  return (
    <Page title={title} actions={<CaseActions caseAnswer={caseAnswer} onDialog={setDialog} />}>
      <CaseFacts caseAnswer={caseAnswer} />
      {note !== '' && <p>{note}</p>}
      <JobList caseId={id} />
      {!isClassified && classify}
      {cells.classified + cells.reviewed === 0 ? (
        <Empty>
          {cells.all > 0 && <p>{texts.counts({ ...cells, cells: cells.all })}</p>}
          <p>{cells.all === 0 ? texts.noCells : texts.notClassified}</p>
        </Empty>
      ) : (
        <Results caseAnswer={caseAnswer} />
      )}
      {caseAnswer.secondReader !== null && <AgreementPanel caseAnswer={caseAnswer} />}
      {isClassified && classify}
      {mayChange && <ImportPanel caseId={id} />}
      <CommentsPanel caseId={id} />
      <CaseDialogs open={dialog} caseAnswer={caseAnswer} onClose={() => setDialog(null)} />
    </Page>
  );
}

function CaseFacts({ caseAnswer }: { caseAnswer: CaseAnswer }) {
  const texts = useTexts(CASE_TEXTS);
  const language = useLanguage();
  const { patient, state, createdAt, createdBy, signedBy, signedAt, blinded, secondReader } = caseAnswer;
  return (
    <>
      <Muted>
        {texts.patient}: <strong>{patient.name}</strong> · <StateTag state={state} /> · {timeText(createdAt, language)},{' '}
        {personText(createdBy, language)}
        {secondReader && ` · ${texts.secondReaderIs(personText(secondReader, language))}`}
      </Muted>
      {state === 'signed' && signedBy && signedAt && (
        <Notice>
          <p>{texts.signed(personText(signedBy, language), timeText(signedAt, language))}</p>
        </Notice>
      )}
      {blinded && state === 'open' && (
        <Notice>
          <p>{texts.blinded}</p>
        </Notice>
      )}
    </>
  );
}

function Results({ caseAnswer }: { caseAnswer: CaseAnswer }) {
  const summary = useRead('get /cases/{id}/summary', { params: { id: caseAnswer.id } });
  const types = useTypes(caseAnswer.modelId);
  return (
    <Loaded query={summary}>
      {(data) => (
        <>
          <FiguresPanel summary={data} />
          <DifferentialPanel summary={data} types={types ?? []} />
        </>
      )}
    </Loaded>
  );
}

const EXPORTS = ['html', 'pdf', 'csv', 'json', 'fhir.json'] as const;
/** The PDF too: where the server cannot make one, the page says why. */
const PAGES: ReadonlySet<(typeof EXPORTS)[number]> = new Set(['html', 'pdf']);

interface CaseActionsProps {
  readonly caseAnswer: CaseAnswer;
  readonly onDialog: (dialog: CaseDialog) => void;
}

function CaseActions({ caseAnswer, onDialog }: CaseActionsProps) {
  const texts = useTexts(CASE_TEXTS);
  const language = useLanguage();
  const isReviewer = useMay('reviewer');
  const more = useMoreEntries({ caseAnswer, onDialog });
  const { id, state, cells } = caseAnswer;
  const exports = EXPORTS.map((kind) => ({
    id: kind,
    text: texts.exportKinds[kind],
    link: {
      href: fileAddress(`/cases/${id}/export.${kind}`, language),
      to: PAGES.has(kind) ? 'page' : 'file',
    } as const,
  }));
  return (
    <>
      {cells.all > 0 && (
        <LinkButton look="main" href={`/cases/${id}/review`}>
          {texts.review}
        </LinkButton>
      )}
      {isReviewer && cells.all > 0 && (
        <Button onClick={() => onDialog(state === 'open' ? 'sign' : 'unlock')}>
          {state === 'open' ? texts.sign : texts.unlock}
        </Button>
      )}
      {cells.all > 0 && <Menu text={texts.exports} entries={exports} />}
      {more.length > 0 && <Menu text={texts.moreActions} entries={more} />}
    </>
  );
}

function useMoreEntries({ caseAnswer, onDialog }: CaseActionsProps): MenuEntry[] {
  const texts = useTexts(CASE_TEXTS);
  const isReviewer = useMay('reviewer');
  const isAdmin = useMay('admin');
  const { fail } = useAnnounce();
  const blind = useChange('post /cases/{id}/blind', {
    outdates: ['get /cases/{id}', 'get /cases/{id}/summary', 'get /cases/{id}/cells'],
  });
  const { id, state, blinded } = caseAnswer;
  const changes: MenuEntry[] = [
    { id: 'edit', text: texts.edit, onChoose: () => onDialog('edit') },
    {
      id: 'blind',
      text: blinded ? texts.unblind : texts.blind,
      onChoose: () => blind.mutate({ params: { id }, body: { blinded: !blinded } }, { onError: fail }),
    },
    { id: 'second-reader', text: texts.secondReader, onChoose: () => onDialog('second-reader') },
  ];
  const deletes: MenuEntry[] = [
    { id: 'delete', text: texts.remove, onChoose: () => onDialog('delete') },
    { id: 'delete-patient', text: texts.removePatient, onChoose: () => onDialog('delete-patient') },
  ];
  return [...(isReviewer && state === 'open' ? changes : []), ...(isAdmin ? deletes : [])];
}

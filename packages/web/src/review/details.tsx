import { percentText } from 'leukoscope/browser';
import { useState } from 'react';
import { useRead } from '../api/api-context.tsx';
import { API_ROOT } from '../api/client.ts';
import type { CellDetails } from '../api/types.ts';
import { timeText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { personText } from '../base/person-texts.ts';
import { CommentForm, CommentList } from '../cases/comments-panel.tsx';
import { Button } from '../parts/button.tsx';
import { Facts, Muted } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { codeText } from './cell-words.ts';
import { imageAddress } from './image-address.ts';
import styles from './review-page.module.css';
import { REVIEW_TEXTS } from './review-texts.ts';
import type { DecisionChoice } from './type-keys.ts';

export interface DetailsView {
  readonly saliency: boolean;
  readonly nearest: boolean;
}

interface DetailsProps {
  readonly caseId: string;
  /** Of the cell in focus. */
  readonly number: number | null;
  readonly choices: readonly DecisionChoice[];
  readonly view: DetailsView;
  readonly onView: (view: DetailsView) => void;
  readonly onClose: () => void;
}

/** All of the cell in focus: large, with what speaks for its call, its like among the training cells, and who said what. */
export function Details({ caseId, number, choices, view, onView, onClose }: DetailsProps) {
  const all = useTexts(REVIEW_TEXTS);
  const texts = all.detailTexts;
  return (
    <aside className={styles.details} aria-label={all.details}>
      <div className={styles.detailHead}>
        <h2>{number === null ? all.details : all.cellName(number)}</h2>
        <Button look="quiet" small aria-label={texts.close} onClick={onClose}>
          <span aria-hidden="true">✕</span>
        </Button>
      </div>
      {number === null ? (
        <Muted>{texts.choose}</Muted>
      ) : (
        <CellBody key={number} {...{ caseId, number, choices, view, onView }} />
      )}
    </aside>
  );
}

type CellBodyProps = Omit<DetailsProps, 'number' | 'onClose'> & { readonly number: number };

function CellBody({ caseId, number, choices, view, onView }: CellBodyProps) {
  const texts = useTexts(REVIEW_TEXTS).detailTexts;
  const cell = useRead('get /cases/{id}/cells/{number}', { params: { id: caseId, number } });
  return (
    <Loaded query={cell}>
      {(details) => (
        <>
          <Picture caseId={caseId} details={details} saliency={view.saliency} />
          <div className={styles.line}>
            <Button
              small
              aria-pressed={view.saliency}
              disabled={details.prediction === null}
              onClick={() => onView({ ...view, saliency: !view.saliency })}
            >
              {texts.saliency} <kbd>.</kbd>
            </Button>
            <Button
              small
              aria-pressed={view.nearest}
              disabled={details.prediction === null}
              onClick={() => onView({ ...view, nearest: !view.nearest })}
            >
              {texts.nearest} <kbd>,</kbd>
            </Button>
          </div>
          {view.nearest && details.prediction !== null && <Nearest caseId={caseId} number={number} choices={choices} />}
          <Prediction details={details} choices={choices} />
          <ReviewHistory details={details} choices={choices} />
          <CommentList comments={details.comments} />
          <CommentForm caseId={caseId} number={number} />
          <CellFacts details={details} />
        </>
      )}
    </Loaded>
  );
}

interface PictureProps {
  readonly caseId: string;
  readonly details: CellDetails;
  readonly saliency: boolean;
}

function Picture({ caseId, details, saliency }: PictureProps) {
  const texts = useTexts(REVIEW_TEXTS).detailTexts;
  const [hasFailed, setHasFailed] = useState(false);
  const isShown = saliency && details.prediction !== null;
  const { number, imageHash } = details;
  return (
    <>
      <div className={styles.picture}>
        <img src={imageAddress(imageHash, Number.POSITIVE_INFINITY, 1)} alt={texts.picture} />
        {isShown && !hasFailed && (
          <img
            src={`${API_ROOT}/cases/${caseId}/cells/${number}/saliency.png`}
            alt={texts.saliency}
            onError={() => setHasFailed(true)}
          />
        )}
      </div>
      {isShown && hasFailed && <Muted>{texts.noSaliency}</Muted>}
    </>
  );
}

type NearestProps = Pick<CellBodyProps, 'caseId' | 'number' | 'choices'>;

function Nearest({ caseId, number, choices }: NearestProps) {
  const texts = useTexts(REVIEW_TEXTS).detailTexts;
  const language = useLanguage();
  const nearest = useRead('get /cases/{id}/cells/{number}/nearest', { params: { id: caseId, number } });
  return (
    <Loaded query={nearest}>
      {({ cells }) =>
        cells.length === 0 ? (
          <Muted>{texts.noNearest}</Muted>
        ) : (
          <ul className={styles.nearest}>
            {cells.map(({ picture, typeCode, group, similarity }) => {
              const label = typeCode === null ? (group ?? '—') : codeText(typeCode, choices, language);
              return (
                <li key={`${similarity} ${picture?.length}`}>
                  {picture !== null && <img src={picture} alt="" />}
                  {label} · {texts.similarity} {similarity.toFixed(2)}
                </li>
              );
            })}
          </ul>
        )
      }
    </Loaded>
  );
}

const MOST_TYPES = 5;

function Prediction({ details, choices }: { details: CellDetails; choices: readonly DecisionChoice[] }) {
  const all = useTexts(REVIEW_TEXTS);
  const texts = all.detailTexts;
  const language = useLanguage();
  const { prediction } = details;
  if (prediction === null) return null;
  const likely = [...(prediction.types ?? [])].sort((a, b) => b.probability - a.probability).slice(0, MOST_TYPES);
  return (
    <>
      <Facts
        stacked
        rows={[
          [texts.call, all.callNames[prediction.called]],
          [texts.probability, percentText(prediction.probability)],
          ...(prediction.strangeness === null ? [] : [[texts.strangeness, prediction.strangeness.toFixed(2)] as const]),
        ]}
      />
      {likely.length > 0 && (
        <section aria-label={texts.types}>
          <h3>{texts.types}</h3>
          <div className={styles.bars}>
            {likely.map(({ code, probability }) => (
              <TypeBar key={code} code={code} name={codeText(code, choices, language)} probability={probability} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}

interface TypeBarProps {
  readonly code: string;
  readonly name: string;
  readonly probability: number;
}

function TypeBar({ code, name, probability }: TypeBarProps) {
  return (
    <>
      <span title={name}>{code}</span>
      <meter min={0} max={1} value={probability} aria-label={name} />
      <span>{percentText(probability)}</span>
    </>
  );
}

function ReviewHistory({ details, choices }: { details: CellDetails; choices: readonly DecisionChoice[] }) {
  const all = useTexts(REVIEW_TEXTS);
  const language = useLanguage();
  if (details.reviews.length === 0) return null;
  return (
    <section aria-label={all.detailTexts.history}>
      <h3>{all.detailTexts.history}</h3>
      <ul className={styles.history}>
        {details.reviews.map(({ id, typeCode, by, at, reading }) => (
          <li key={id}>
            <strong>{typeCode === null ? all.detailTexts.takenBack : codeText(typeCode, choices, language)}</strong>
            <br />
            {[personText(by, language), timeText(at, language), all.readings[reading]].join(' · ')}
          </li>
        ))}
      </ul>
    </section>
  );
}

function CellFacts({ details }: { details: CellDetails }) {
  const texts = useTexts(REVIEW_TEXTS).detailTexts;
  const language = useLanguage();
  return (
    <Facts
      stacked
      rows={[
        [texts.file, details.fileName],
        [texts.size, `${details.widthPx} × ${details.heightPx} px`],
        [texts.added, timeText(details.addedAt, language)],
      ]}
    />
  );
}

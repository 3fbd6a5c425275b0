import { countText, differenceText, figureText, type Language, learningCurves, shareText } from 'leukoscope/browser';
import { useCallback, useState } from 'react';
import { useChange, useRead } from '../api/api-context.tsx';
import { useMay } from '../api/session-context.tsx';
import type { Training } from '../api/types.ts';
import { durationText, timeText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { PromoteDialog } from '../models/model-page.tsx';
import { MODEL_TEXTS } from '../models/model-texts.ts';
import { Button, LinkButton } from '../parts/button.tsx';
import { JOB_TEXTS } from '../parts/job-texts.ts';
import { Facts, Muted, Notice, Panel, Tag } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Plot } from '../parts/plot.tsx';
import { Progress } from '../parts/progress.tsx';
import { curveRows } from './curve-rows.ts';
import { LEARN_TEXTS } from './learn-texts.ts';

/** One training: its curves as they grow, stop and go on, and what came of it beside the model in use. */
export function TrainingPanel({ training }: { training: Training }) {
  const texts = useTexts(LEARN_TEXTS);
  const language = useLanguage();
  const jobTexts = useTexts(JOB_TEXTS);
  const { recipe, createdAt, state, metrics, epochs, error, modelId } = training;
  return (
    <Panel
      title={texts.training(recipe, timeText(createdAt, language))}
      actions={<TrainingActions training={training} />}
    >
      <Progress
        label={texts.states[state]}
        done={metrics.length}
        total={epochs}
        note={noteOf(training, { texts, jobTexts })}
      />
      {error && (
        <Notice tone="bad">
          <p>{error.message}</p>
          {error.hint && <p>{error.hint}</p>}
        </Notice>
      )}
      {metrics.length > 0 && <Curves training={training} />}
      {modelId !== null && <ComparisonView training={training} modelId={modelId} />}
    </Panel>
  );
}

/** How far it is: the model itself, or one of those that shall teach it. */
function noteOf(
  { state, teachers, metrics, epochs, perSecond, secondsLeft }: Training,
  { texts, jobTexts }: { texts: (typeof LEARN_TEXTS)['en']; jobTexts: (typeof JOB_TEXTS)['en'] },
): string {
  const { trained, all } = teachers;
  const place = trained < all ? texts.teacherOf(trained + 1, all) : texts.epochOf(metrics.length, epochs);
  if (state !== 'running' || perSecond === null || perSecond <= 0) return place;
  return [
    place,
    jobTexts.rate(countText(Math.round(perSecond))),
    ...(secondsLeft === null ? [] : [jobTexts.left(durationText(secondsLeft))]),
  ].join(' · ');
}

function TrainingActions({ training: { id, state, modelId } }: { training: Training }) {
  const texts = useTexts(LEARN_TEXTS);
  const isAdmin = useMay('admin');
  const outdates = ['get /trainings', 'get /trainings/{id}', 'get /jobs'] as const;
  const stop = useChange('post /trainings/{id}/stop', { outdates });
  const resume = useChange('post /trainings/{id}/resume', { outdates });
  const params = { id };
  return (
    <>
      <Tag tone={state === 'done' ? 'good' : state === 'failed' ? 'bad' : 'plain'}>{texts.states[state]}</Tag>
      {isAdmin && (state === 'running' || state === 'waiting') && (
        <Button small onClick={() => stop.mutate({ params })}>
          {texts.stop}
        </Button>
      )}
      {isAdmin && (state === 'stopped' || state === 'failed') && (
        <Button small onClick={() => resume.mutate({ params })}>
          {texts.resume}
        </Button>
      )}
      {modelId !== null && (
        <LinkButton small href={`/models/${modelId}`}>
          {texts.toModel}
        </LinkButton>
      )}
    </>
  );
}

function Curves({ training: { metrics } }: { training: Training }) {
  const key = JSON.stringify(metrics);
  // The key says whether what is drawn has changed.
  const draw = useCallback(
    (view: { language: Language; widthPx: number }) => learningCurves(curveRows(metrics), view),
    [key],
  );
  return <Plot draw={draw} />;
}

function ComparisonView({ training, modelId }: { training: Training; modelId: string }) {
  const texts = useTexts(LEARN_TEXTS);
  const modelTexts = useTexts(MODEL_TEXTS);
  const isAdmin = useMay('admin');
  const [isPromoting, setIsPromoting] = useState(false);
  const comparison = useRead('get /trainings/{id}/comparison', { params: { id: training.id } });
  const model = useRead('get /models/{id}', { params: { id: modelId } });
  return (
    <Loaded query={comparison}>
      {({ cells, patients, trained, present, difference }) => (
        <>
          <h3>{texts.compare}</h3>
          <Muted>{texts.heldOut(cells, patients)}</Muted>
          <Facts
            rows={[
              [texts.trained, figureText(trained, shareText)],
              ...(present === null ? [] : [[texts.present, shareText(present)] as const]),
              ...(difference === null ? [] : [[texts.difference, figureText(difference, differenceText)] as const]),
            ]}
          />
          {present === null && <Muted>{texts.noPresent}</Muted>}
          {isAdmin && model.data && model.data.state !== 'present' && (
            <div>
              <Button look="main" onClick={() => setIsPromoting(true)}>
                {modelTexts.promote}
              </Button>
              <PromoteDialog model={model.data} open={isPromoting} onClose={() => setIsPromoting(false)} />
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}

import { thresholdText } from 'leukoscope/browser';
import { useState } from 'react';
import { useChange, useRead } from '../api/api-context.tsx';
import { API_ROOT } from '../api/client.ts';
import { fileAddress } from '../api/file-address.ts';
import { useMay } from '../api/session-context.tsx';
import type { ModelDetails } from '../api/types.ts';
import { timeText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { Button, buttonClass } from '../parts/button.tsx';
import { Dialog, DialogFoot } from '../parts/dialog.tsx';
import { Facts, Muted, Page, Panel, Tag } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { EvaluationTable } from './evaluation-table.tsx';
import { ModelNote } from './model-note.tsx';
import { MODEL_TEXTS } from './model-texts.ts';
import styles from './models.module.css';
import { ModelTags } from './models-page.tsx';

export function ModelPage({ id }: { id: string }) {
  const model = useRead('get /models/{id}', { params: { id } });
  return <Loaded query={model}>{(details) => <ModelView model={details} />}</Loaded>;
}

function ModelView({ model }: { model: ModelDetails }) {
  const texts = useTexts(MODEL_TEXTS);
  const isAdmin = useMay('admin');
  const [isPromoting, setIsPromoting] = useState(false);
  const { id, name, state, evaluation } = model;
  // With its test a training here draws the map of its cells too.
  const isTrainedHere = model.trainingId !== null && evaluation !== null;
  const actions = (
    <>
      {isAdmin && state !== 'present' && (
        <Button look="main" onClick={() => setIsPromoting(true)}>
          {texts.promote}
        </Button>
      )}
      <PageLink path={`/models/${id}/card.html`}>{texts.card}</PageLink>
      {evaluation && <PageLink path={`/models/${id}/evaluation.html`}>{texts.evaluationReport}</PageLink>}
      {isTrainedHere && <PageLink path={`/models/${id}/map`}>{texts.map}</PageLink>}
      <a className={buttonClass()} href={`${API_ROOT}/models/${id}/model.onnx`} download>
        {texts.download}
      </a>
    </>
  );
  return (
    <Page title={name} actions={actions}>
      <p>
        <ModelTags model={model} />
      </p>
      <ModelNote modelId={id} />
      <Panel>
        <ModelFacts model={model} />
      </Panel>
      <Panel title={texts.evaluation}>
        {evaluation === null ? (
          <Muted>{texts.noEvaluation}</Muted>
        ) : (
          <EvaluationTable columns={[{ heading: texts.value, evaluation }]} />
        )}
      </Panel>
      <PromoteDialog model={model} open={isPromoting} onClose={() => setIsPromoting(false)} />
    </Page>
  );
}

function PageLink({ path, children }: { path: `/${string}`; children: string }) {
  return (
    <a className={buttonClass()} href={fileAddress(path, useLanguage())} target="_blank" rel="noopener">
      {children}
    </a>
  );
}

function ModelFacts({ model }: { model: ModelDetails }) {
  const texts = useTexts(MODEL_TEXTS);
  const language = useLanguage();
  const { network, dataset, types, threshold, band, installedAt, sha256, scheme } = model;
  const hasBand = band !== null && band.high > band.low;
  const label = (code: string) => scheme.types.find((type) => type.code === code)?.name[language] ?? code;
  return (
    <Facts
      rows={[
        [texts.columns.network, network],
        [texts.columns.learntFrom, dataset],
        [
          texts.columns.types,
          types === null ? (
            texts.twoGroups
          ) : (
            <span className={styles.codes}>
              {types.map((code) => (
                <Tag key={code}>{`${code} · ${label(code)}`}</Tag>
              ))}
            </span>
          ),
        ],
        [texts.threshold, thresholdText(threshold)],
        [texts.band, hasBand ? `${thresholdText(band.low)}–${thresholdText(band.high)}` : texts.noBand],
        [texts.columns.installed, timeText(installedAt, language)],
        [
          texts.checksum,
          <span key="sha256" className={styles.mono}>
            {sha256}
          </span>,
        ],
      ]}
    />
  );
}

interface PromoteDialogProps {
  readonly model: Pick<ModelDetails, 'id' | 'name'>;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function PromoteDialog({ model: { id, name }, open, onClose }: PromoteDialogProps) {
  const texts = useTexts(MODEL_TEXTS);
  const outdates = ['get /models', 'get /models/{id}', 'get /trainings/{id}/comparison'] as const;
  const promote = useChange('post /models/{id}/promote', { outdates, onDone: onClose });
  return (
    <Dialog open={open} onClose={onClose} title={texts.promote}>
      <p>{texts.promoteText(name)}</p>
      <DialogFoot
        text={texts.promote}
        change={promote}
        onAct={() => promote.mutate({ params: { id } })}
        onClose={onClose}
      />
    </Dialog>
  );
}

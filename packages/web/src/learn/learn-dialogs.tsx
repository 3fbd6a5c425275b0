import { useState } from 'react';
import { useChange, useRead } from '../api/api-context.tsx';
import type { DatasetVersion } from '../api/types.ts';
import { dayText } from '../base/format.ts';
import { useLanguage, useTexts } from '../base/page-context.tsx';
import { Dialog, DialogFoot } from '../parts/dialog.tsx';
import { CheckField, Form, SelectField, TextField } from '../parts/field.tsx';
import { Muted } from '../parts/layout.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { LEARN_TEXTS } from './learn-texts.ts';

interface LearnDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** As many signed cases as can be chosen from. */
const MOST_CASES = 500;

export function FreezeDialog({ open, onClose }: LearnDialogProps) {
  const texts = useTexts(LEARN_TEXTS);
  return (
    <Dialog open={open} onClose={onClose} title={texts.freeze}>
      <FreezeForm onClose={onClose} />
    </Dialog>
  );
}

function FreezeForm({ onClose }: Pick<LearnDialogProps, 'onClose'>) {
  const texts = useTexts(LEARN_TEXTS);
  const signed = useRead('get /cases', { query: { state: 'signed', limit: MOST_CASES } });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const freeze = useChange('post /dataset-versions', { outdates: ['get /dataset-versions'], onDone: onClose });
  const chosen = (signed.data?.cases ?? []).filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(left);
    if (isChosen) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  const act = () => freeze.mutate({ body: { caseIds: chosen } });
  return (
    <Form onSubmit={act}>
      <p>{texts.freezeText}</p>
      <Loaded query={signed}>
        {({ cases }) =>
          cases.length === 0 ? (
            <Muted>{texts.noSigned}</Muted>
          ) : (
            cases.map(({ id, title, patient, cells }) => (
              <CheckField
                key={id}
                label={`${title} · ${patient.name} (${cells.all})`}
                checked={!left.has(id)}
                onChecked={(checked) => choose(id, checked)}
              />
            ))
          )
        }
      </Loaded>
      <DialogFoot text={texts.freeze} change={freeze} onClose={onClose} disabled={chosen.length === 0} />
    </Form>
  );
}

export function TrainDialog({ open, onClose, versions }: LearnDialogProps & { versions: readonly DatasetVersion[] }) {
  const texts = useTexts(LEARN_TEXTS);
  return (
    <Dialog open={open} onClose={onClose} title={texts.trainText}>
      <TrainForm onClose={onClose} versions={versions} />
    </Dialog>
  );
}

/** What a model learns to tell apart. */
const CLASSES = ['recipe', 'groups', 'types'] as const;

function TrainForm({ onClose, versions }: { onClose: () => void; versions: readonly DatasetVersion[] }) {
  const texts = useTexts(LEARN_TEXTS);
  const language = useLanguage();
  const recipes = useRead('get /recipes', {});
  const [versionId, setVersionId] = useState(versions[0]?.id ?? '');
  const [chosenRecipe, setRecipe] = useState<string | null>(null);
  const [classes, setClasses] = useState<(typeof CLASSES)[number]>('recipe');
  const [epochs, setEpochs] = useState('');
  const start = useChange('post /trainings', { outdates: ['get /trainings', 'get /jobs'], onDone: onClose });
  const offered = recipes.data?.recipes ?? [];
  const recipe = offered.find(({ id }) => id === chosenRecipe) ?? offered[0];
  const act = () => {
    if (recipe === undefined) return;
    const body = {
      ...{ datasetVersionId: versionId, recipe: recipe.id },
      ...(classes === 'recipe' ? {} : { classes }),
      ...(epochs === '' ? {} : { epochs: Number(epochs) }),
    };
    start.mutate({ body });
  };
  return (
    <Form onSubmit={act}>
      <SelectField
        label={texts.version}
        value={versionId}
        choices={versions.map(({ id, createdAt, cells }) => ({
          value: id,
          text: texts.versionIs(dayText(createdAt, language), cells),
        }))}
        onValue={setVersionId}
      />
      <SelectField
        label={texts.recipe}
        hint={recipe?.description}
        value={recipe?.id ?? ''}
        choices={offered.map(({ id }) => ({ value: id, text: id }))}
        onValue={setRecipe}
      />
      <SelectField
        label={texts.classes}
        hint={texts.classHints[classes]}
        value={classes}
        choices={CLASSES.map((value) => ({ value, text: texts.classNames[value] }))}
        onValue={setClasses}
      />
      <TextField
        label={texts.epochs}
        hint={texts.epochsHint}
        type="number"
        min={1}
        max={1000}
        value={epochs}
        onText={setEpochs}
      />
      <DialogFoot text={texts.start} change={start} onClose={onClose} disabled={recipe === undefined} />
    </Form>
  );
}

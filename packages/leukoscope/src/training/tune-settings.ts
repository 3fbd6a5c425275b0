import { type Runtime, type TunedConvolution, tuneConvolutions } from '@leukoscope/engine';
import type { Progress } from '../progress/progress.ts';
import { learningPartOf } from './learning-part.ts';
import type { TrainSettings } from './train-settings.ts';

export interface TunedSettings {
  readonly settings: TrainSettings;
  readonly convolutions: readonly TunedConvolution[];
}

/**
 * The settings with the forms of convolutions that are the fastest here, timed on whole batches of theirs.
 *
 * @param classes how many there are; they have no part in the convolutions.
 * @throws the signal's reason if it is aborted.
 */
export async function tuneSettings(
  settings: TrainSettings,
  world: { readonly runtime: Runtime; readonly progress: Progress; readonly signal: AbortSignal },
  classes = 2,
): Promise<TunedSettings> {
  const { runtime, progress, signal } = world;
  const { network, item } = learningPartOf(settings, classes);
  const convolutions = await tuneConvolutions({
    ...{ runtime, network, signal },
    input: { dtype: item.dtype, shape: [settings.batch, ...item.shape] },
    onProgress: (done, total) => progress.report({ stage: 'tune', unit: 'steps', done, total }),
  });
  const convForms = Object.fromEntries(convolutions.map(({ key, chosen }) => [key, chosen]));
  return { settings: { ...settings, convForms }, convolutions };
}

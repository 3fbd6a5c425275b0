import { type RangeTest, type RangeTestJob, rangeTest } from './range-test.ts';
import { closing, fewerOf, requireSize, withClasses, withStore } from './run-data.ts';
import type { RunRequest, RunWorld } from './run-world.ts';
import { trainingClasses } from './training-classes.ts';
import { prepareTrainingData } from './training-data.ts';

/**
 * Runs a learning-rate range test on the training cells of a request, as `startRun` would train on them; nothing is
 * written.
 *
 * @throws LeukoscopeError for data, split and settings; the signal's reason if it is aborted.
 */
export async function startRangeTest(
  request: RunRequest,
  range: Pick<RangeTestJob, 'from' | 'to' | 'steps'>,
  world: RunWorld,
): Promise<RangeTest> {
  const { seed, start, datasetPath, scheme, exclude } = request;
  requireSize(request.settings);
  const dataset = await world.openDataset(datasetPath, { scheme, exclude });
  const settings = withClasses(request.settings, dataset, world);
  return withStore(settings, world, async (store) => {
    const data = await prepareTrainingData({
      ...{ ...request, ...fewerOf(settings, seed), ...world },
      ...{ dataset, store },
    });
    const { images, cells } = data;
    const { train } = cells;
    const classes = trainingClasses(
      settings,
      train.map(({ cell }) => cell),
      scheme,
    );
    return closing(data, () => rangeTest({ ...range, ...world, settings, seed, start, images, train, classes }));
  });
}

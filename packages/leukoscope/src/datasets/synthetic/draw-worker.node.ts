/** A thread that draws generated cells: it is given the data set once, and then numbers of cells. */
import { parentPort, workerData } from 'node:worker_threads';
import { type SyntheticDatasetOptions, syntheticDataset } from '../../synthetic/synthetic-dataset.ts';

const dataset = syntheticDataset(workerData as SyntheticDatasetOptions);

parentPort!.on('message', (indices: readonly number[]) => {
  const drawn = indices.map((index) => dataset.at(index).raster.data);
  parentPort!.postMessage(
    drawn,
    drawn.map(({ buffer }) => buffer as ArrayBuffer),
  );
});

/**
 * Our side of `npm run bench -- torch`: one workload in a process of its own, as the peer's script measures it.
 *
 * Usage: ours.ts WORKLOAD SECONDS THREADS     prints {"train", "infer", "peakGflops", "peakMemoryMiB"}
 *
 * A training step is what the product runs: pixels as bytes in, forward, backward and update in one graph. Inference is
 * the exported model, parameters inside.
 */
import { classTargets, exportModel, matmulPeak, randomStream, Trainer } from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';
import { CLASSES, LOSS, WORKLOADS, type Workload } from './workloads.ts';

const [name, secondsText, threadsText] = process.argv.slice(2);
const workload = WORKLOADS.find((candidate) => candidate.name === name);
if (!workload) throw new RangeError(`ours.ts WORKLOAD: got ${name}, expected one of ${WORKLOADS.map((w) => w.name)}`);
const seconds = Number(secondsText);
const runtime = nodeRuntime({ threads: Number(threadsText) });

const peakGflops = await matmulPeak(runtime, (1000 * seconds) / 4);
const { train, infer } = await measure(workload);
const peakMemoryMiB = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ train, infer, peakGflops, peakMemoryMiB }));

async function measure({ network, optimizer, learningRate, batch, sizePx }: Workload) {
  const item = { dtype: 'uint8', shape: [sizePx, sizePx, 3] } as const;
  const random = randomStream(1, 'pixels');
  const x = Uint8Array.from({ length: batch * sizePx * sizePx * 3 }, () => Math.floor(random() * 256));
  const labels = Array.from({ length: batch }, () => Math.floor(random() * CLASSES));
  const trainer = new Trainer({ runtime, network, item, loss: LOSS, optimizer, seed: 1 });
  const train = await rate(
    async () =>
      void (await trainer.step({ x, targets: { targets: classTargets(labels, { classes: CLASSES }) } }, learningRate)),
    batch,
  );
  const state = await trainer.finished();
  await trainer.dispose();
  const model = await runtime.load(exportModel({ network, item, state }));
  const inputs = new Map([['x', runtime.tensor({ dtype: 'uint8', shape: [batch, ...item.shape] }, x)]]);
  const outputs = new Map([['probabilities', runtime.tensor({ dtype: 'float32', shape: [batch, CLASSES] })]]);
  return { train, infer: await rate(() => model.run(inputs, outputs), batch) };
}

/** Images a second, after two steps that do not count. */
async function rate(step: () => Promise<void>, batch: number): Promise<number> {
  await step();
  await step();
  let steps = 0;
  const start = performance.now();
  while (performance.now() - start < 1000 * seconds || steps < 2) {
    await step();
    steps++;
  }
  return (batch * steps) / ((performance.now() - start) / 1000);
}

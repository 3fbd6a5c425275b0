/**
 * Are we faster than PyTorch on this machine? Runs both in turn, ours and the peer's (bench/peers/torch_bench.py), and
 * prints the medians and their ratio; only the ratio means anything elsewhere.
 *
 * Usage: npm run bench -- torch [--json] [--pairs 3] [--seconds 4] [--threads 2] [WORKLOAD …]
 *        the peer needs Debian's python3-torch, python3-numpy and libopenblas0-pthread
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { WORKLOADS, type Workload } from './torch/workloads.ts';

interface Ours {
  readonly train: number;
  readonly infer: number;
  readonly peakGflops: number;
  readonly peakMemoryMiB: number;
}
interface Peer {
  readonly train_images_per_second: number;
  readonly infer_images_per_second: number;
  readonly torch: string;
  readonly peak_memory_mib: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const unknown = positionals.find((name) => !WORKLOADS.some((workload) => workload.name === name));
if (unknown !== undefined) {
  console.error(`there is no workload '${unknown}', expected one of ${WORKLOADS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const chosen = WORKLOADS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const results = chosen.map(compare);
if (values.json) console.log(JSON.stringify(results));
else printTable();

function compare(workload: Workload) {
  const pairs = Array.from({ length: Number(values.pairs) }, () => ({
    ours: runOurs(workload),
    peer: runPeer(workload),
  }));
  const ours = {
    train: median(pairs.map((pair) => pair.ours.train)),
    infer: median(pairs.map((pair) => pair.ours.infer)),
  };
  const peer = {
    train: median(pairs.map((pair) => pair.peer.train_images_per_second)),
    infer: median(pairs.map((pair) => pair.peer.infer_images_per_second)),
  };
  const peakGflops = median(pairs.map((pair) => pair.ours.peakGflops));
  const trainFlops = 2 * (3 * workload.forwardMacs - workload.firstLayerMacs);
  return {
    workload: workload.name,
    ours,
    peer,
    trainRatio: median(pairs.map((pair) => pair.ours.train / pair.peer.train_images_per_second)),
    inferRatio: median(pairs.map((pair) => pair.ours.infer / pair.peer.infer_images_per_second)),
    /** Share of the rate of one large matrix product that a training step reaches, work counted nominally. */
    peakOfMatmul: (ours.train * trainFlops) / (peakGflops * 1e9),
    peakMemoryMiB: {
      ours: Math.max(...pairs.map((pair) => pair.ours.peakMemoryMiB)),
      peer: Math.max(...pairs.map((pair) => pair.peer.peak_memory_mib)),
    },
    pairs: pairs.length,
    peerVersion: `PyTorch ${pairs[0]!.peer.torch}`,
    machine: { processor: cpus()[0]!.model, threads: Number(values.threads), matmulGflops: Math.round(peakGflops) },
  };
}

function runOurs({ name }: Workload): Ours {
  const script = resolve(import.meta.dirname, 'torch/ours.ts');
  return run(process.execPath, ['--conditions=source', script, name, values.seconds, values.threads]);
}

function runPeer({ name }: Workload): Peer {
  const script = resolve(import.meta.dirname, 'peers/torch_bench.py');
  return run('/usr/bin/python3', [script, '--threads', values.threads, '--seconds', values.seconds, name]);
}

function run<Result>(command: string, args: readonly string[]): Result {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function printTable(): void {
  const whole = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
  console.log(
    '| workload | training: ours | peer | ratio | inference: ours | peer | ratio | of matmul peak | MiB ours : peer |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { workload, ours, peer, trainRatio, inferRatio, peakOfMatmul, peakMemoryMiB } of results) {
    const training = `${whole(ours.train)} | ${whole(peer.train)} | ${trainRatio.toFixed(2)}`;
    const inference = `${whole(ours.infer)} | ${whole(peer.infer)} | ${inferRatio.toFixed(2)}`;
    const memory = `${peakMemoryMiB.ours} : ${peakMemoryMiB.peer}`;
    console.log(`| ${workload} | ${training} | ${inference} | ${(100 * peakOfMatmul).toFixed(0)}% | ${memory} |`);
  }
  const [first] = results;
  if (!first) return;
  const { processor, threads, matmulGflops } = first.machine;
  console.log(
    `\nImages a second, medians of ${first.pairs} pairs run in turn. Peer: ${first.peerVersion}. ${processor}, ${threads} threads, ${matmulGflops} GFLOP/s in one matrix product, Node ${process.versions.node}.`,
  );
}

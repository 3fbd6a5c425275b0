import { type ProfiledRun, readNodeName } from '@leukoscope/engine';
import { kindsOf, type TimeKind } from './time-kinds.ts';
import type { TimedWork } from './time-work.ts';

/** A part of a step. */
export interface TimePart<Name extends string = string> {
  readonly name: Name;
  /** Of a step, the mean over those that were profiled. */
  readonly ms: number;
  /** Of the step, in [0, 1]. */
  readonly share: number;
}

/** Where the time of a step goes. */
export interface WorkProfile {
  readonly work: 'training' | 'inference';
  /** Images in a step. */
  readonly batch: number;
  readonly steps: number;
  /** Without the profiler. */
  readonly stepMs: number;
  readonly imagesPerSecond: number;
  readonly profiledSteps: number;
  /** With the profiler, which takes time itself: what the parts are of. */
  readonly profiledStepMs: number;
  /** Largest first; together the whole step. */
  readonly kinds: readonly TimePart<TimeKind>[];
  /** Of the nodes alone, largest first. `input`: before the first layer; `update`; `onnxruntime`: what it put in. */
  readonly layers: readonly TimePart[];
  readonly operators: readonly TimePart[];
  /** Thousands of millions of additions and multiplications a second in matrix products and convolutions. */
  readonly gflops: number;
  /** Of one large matrix product on this machine. */
  readonly peakGflops: number;
  readonly shareOfPeak: number;
}

export interface WorkFacts {
  readonly work: WorkProfile['work'];
  readonly batch: number;
  readonly peakGflops: number;
}

export function workProfile(timed: TimedWork, { work, batch, peakGflops }: WorkFacts): WorkProfile {
  const { stepsMs, profiled } = timed;
  const stepMs = mean(stepsMs);
  const profiledStepMs = mean(profiled.map((step) => step.stepMs));
  const gflops = mean(profiled.map(({ run }) => sum(run.nodes.map(({ flops }) => flops)))) / (1e6 * stepMs);
  const partsBy = (timesOf: (step: TimedWork['profiled'][number]) => Iterable<readonly [string, number]>) =>
    partsOf(profiled.map(timesOf), profiledStepMs);
  return {
    work,
    batch,
    steps: stepsMs.length,
    stepMs,
    imagesPerSecond: (1000 * batch) / stepMs,
    profiledSteps: profiled.length,
    profiledStepMs,
    kinds: partsBy(timesByKind) as TimePart<TimeKind>[],
    layers: partsBy(({ run }) => run.nodes.map(({ name, ms }) => [layerOf(name), ms])),
    operators: partsBy(({ run }) => run.nodes.map(({ opType, ms }) => [opType, ms])),
    gflops,
    peakGflops,
    shareOfPeak: gflops / peakGflops,
  };
}

/** Each node's time by its kind, and what is left of the step by where it goes. */
function timesByKind({ stepMs, run }: { stepMs: number; run: ProfiledRun }): (readonly [TimeKind, number])[] {
  const kinds = kindsOf(run.nodes);
  const nodesMs = sum(run.nodes.map(({ ms }) => ms));
  return [
    ...run.nodes.map(({ ms }, at) => [kinds[at]!, ms] as const),
    ['between-nodes', run.nodesAndBetweenMs - nodesMs],
    ['around-run', run.runMs - run.nodesAndBetweenMs],
    ['javascript', stepMs - run.runMs],
  ];
}

function layerOf(nodeName: string): string {
  const name = readNodeName(nodeName);
  if (name === null) return 'onnxruntime';
  return name.pass === 'update' ? 'update' : name.layer || 'input';
}

function partsOf(steps: readonly Iterable<readonly [string, number]>[], stepMs: number): TimePart[] {
  const totals = new Map<string, number>();
  for (const times of steps) for (const [name, ms] of times) totals.set(name, (totals.get(name) ?? 0) + ms);
  return [...totals]
    .map(([name, total]) => ({ name, ms: total / steps.length, share: total / steps.length / stepMs }))
    .sort((a, b) => b.ms - a.ms);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

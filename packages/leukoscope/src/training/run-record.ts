import { createHash } from 'node:crypto';
import { cpus, platform } from 'node:os';
import type { Runtime } from '@leukoscope/engine';
import { z } from 'zod';
import { schemeSchema } from '../cells/scheme.ts';
import { searchOriginSchema } from '../models/search-origin.ts';
import { trainSettingsSchema } from './train-settings.ts';

/** Where a run, or a part of it, was computed: what decides the last bits of every sum. */
const environmentSchema = z.strictObject({
  since: z.string(),
  machine: z.strictObject({
    runtime: z.string(),
    threads: z.int().min(1),
    /** What computed, the runtime's `device`. Records from before there was a choice do not say. */
    device: z.string().default('cpu'),
    processor: z.string(),
    platform: z.string(),
  }),
  versions: z.record(z.string(), z.string()),
});
export type RunEnvironment = z.infer<typeof environmentSchema>;

/** What a run was started with: enough to do it again, or to go on. */
export const runRecordSchema = z.strictObject({
  format: z.literal('leukoscope-run'),
  version: z.literal(1),
  settings: trainSettingsSchema,
  seed: z.number(),
  dataset: z.strictObject({
    path: z.string(),
    name: z.string(),
    exclude: z.array(z.string()),
    dataHash: z.string(),
    imagesHash: z.string(),
    /** Whether any of the cells are generated. */
    synthetic: z.boolean(),
  }),
  scheme: schemeSchema,
  splitHash: z.string(),
  allowLeaks: z.boolean(),
  /** Where the settings come from, if a search found them; decides nothing. */
  search: searchOriginSchema.optional(),
  /** Images that could not be used and were left out (`--allow-rejected`). */
  rejected: z.int().min(0),
  /** The first is the run's start; another is added where a run goes on under other versions or on another machine. */
  environments: z.array(environmentSchema).min(1),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** Stands in every checkpoint for all that decides what its run comes to, but for versions and machine. */
export function fingerprintOf({ settings, seed, dataset, scheme, splitHash, allowLeaks }: RunRecord): string {
  const { dataHash, imagesHash } = dataset;
  const decisive = { settings, seed, dataHash, imagesHash, scheme, splitHash, allowLeaks };
  return createHash('sha256').update(JSON.stringify(decisive)).digest('hex');
}

export function environmentOf(
  runtime: Pick<Runtime, 'version' | 'threads' | 'device'>,
  versions: Readonly<Record<string, string>>,
  since: Date,
): RunEnvironment {
  const [processor] = cpus();
  return {
    since: since.toISOString(),
    machine: {
      runtime: runtime.version,
      threads: runtime.threads,
      device: runtime.device,
      processor: processor?.model ?? 'unknown',
      platform: platform(),
    },
    versions: { ...versions },
  };
}

/** What is another in `now`, such as `onnxruntime 1.30.0 → 1.31.0`; empty where the same bits are to be expected. */
export function changesBetween(then: RunEnvironment, now: RunEnvironment): readonly string[] {
  const facts = ({ machine, versions }: RunEnvironment): Record<string, string> => ({
    ...versions,
    device: machine.device,
    processor: machine.processor,
    platform: machine.platform,
  });
  const [before, after] = [facts(then), facts(now)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} ${before[name] ?? '—'} → ${after[name] ?? '—'}`);
}

/** Each device that took part, the first one first. */
export function devicesOf({ environments }: RunRecord): readonly string[] {
  return [...new Set(environments.map(({ machine }) => machine.device))];
}

/** Each version that took part, the first one first. */
export function versionsOf({ environments }: RunRecord): Record<string, string> {
  const names = new Set(environments.flatMap(({ versions }) => Object.keys(versions)));
  const all = (name: string) => new Set(environments.flatMap(({ versions }) => versions[name] ?? []));
  return Object.fromEntries([...names].map((name) => [name, [...all(name)].join(', ')]));
}

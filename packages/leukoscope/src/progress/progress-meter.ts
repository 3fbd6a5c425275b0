import type { Progress, ProgressEvent, ProgressStage, ProgressUpdate } from './progress.ts';

/** After this time an observation weighs 1/e: long enough to ride out a slow batch, short enough to show a change. */
const SMOOTHING_SECONDS = 8;

interface StageState {
  readonly startedMs: number;
  readonly startedDone: number;
  readonly lastMs: number;
  readonly lastDone: number;
  /** Exponential average of the rate, biased towards its start value 0; `weight` undoes the bias. */
  readonly average: number;
  readonly weight: number;
}

/**
 * Turns updates into events with rate and remaining time.
 *
 * The rate is an exponential average over time (not over updates) divided by the weight seen so far, so that early on it
 * equals the plain average; time spent in another stage is not counted. The remaining time follows from everything since
 * the stage began, such pauses included: validation after each epoch is part of how long training takes. Work done
 * before a stage's first update (a resumed run) counts as neither.
 */
export class ProgressMeter implements Progress {
  readonly #nowMs: () => number;
  readonly #show: (event: ProgressEvent) => void;
  readonly #states = new Map<ProgressStage, StageState>();
  #lastStage: ProgressStage | null = null;

  /** @param nowMs the clock in milliseconds, never running backwards (`performance.now`) */
  constructor(nowMs: () => number, show: (event: ProgressEvent) => void) {
    this.#nowMs = nowMs;
    this.#show = show;
  }

  report(update: ProgressUpdate): void {
    const now = this.#nowMs();
    const state = nextState(this.#states.get(update.stage), update, {
      nowMs: now,
      paused: this.#lastStage !== update.stage,
    });
    const event = eventOf(update, state, now);
    this.#lastStage = update.stage;
    if (event.ended) this.#states.delete(update.stage);
    else this.#states.set(update.stage, state);
    this.#show(event);
  }
}

function nextState(
  state: StageState | undefined,
  { done }: ProgressUpdate,
  { nowMs, paused }: { nowMs: number; paused: boolean },
): StageState {
  if (state === undefined || done < state.lastDone) {
    return { startedMs: nowMs, startedDone: done, lastMs: nowMs, lastDone: done, average: 0, weight: 0 };
  }
  if (paused) {
    return { ...state, lastMs: nowMs, lastDone: done };
  }
  const seconds = (nowMs - state.lastMs) / 1000;
  if (seconds <= 0) {
    // Two updates within one tick of the clock: the next one that sees time pass counts both.
    return state;
  }
  const keep = Math.exp(-seconds / SMOOTHING_SECONDS);
  return {
    ...state,
    lastMs: nowMs,
    lastDone: done,
    average: keep * state.average + (1 - keep) * ((done - state.lastDone) / seconds),
    weight: keep * state.weight + (1 - keep),
  };
}

function eventOf(update: ProgressUpdate, state: StageState, nowMs: number): ProgressEvent {
  const { stage, unit, done, total, note } = update;
  const elapsedSeconds = (nowMs - state.startedMs) / 1000;
  const advanced = done - state.startedDone;
  return {
    stage,
    unit,
    done,
    total,
    perSecond: state.weight > 0 ? state.average / state.weight : null,
    etaSeconds:
      total === null || advanced <= 0 || elapsedSeconds <= 0 ? null : ((total - done) * elapsedSeconds) / advanced,
    elapsedSeconds,
    ended: update.ended === true || (total !== null && done >= total),
    ...(note === undefined ? {} : { note }),
  };
}

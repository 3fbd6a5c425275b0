import type { EventEmitter } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What the process does when it is asked to stop. */
export interface InterruptionHandlers {
  /** The first request: the signal has just been aborted. */
  readonly first: () => void;
  /** Every further request. */
  readonly again: () => void;
}

/**
 * Turns the first SIGINT or SIGTERM into an abort, so that the running command can save and end by itself.
 *
 * @param source the process, or what stands in for it
 */
export function abortOnInterruption(source: EventEmitter, handlers: InterruptionHandlers): AbortSignal {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      handlers.again();
      return;
    }
    controller.abort();
    handlers.first();
  };
  for (const name of SIGNALS) source.on(name, onSignal);
  return controller.signal;
}

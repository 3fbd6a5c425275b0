import type { EventEmitter } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Turns the first SIGINT or SIGTERM into an abort, so that the running command can save and end by itself.
 *
 * @param source the process, or what stands in for it
 * @param stopAtOnce called at every further one
 */
export function abortOnInterruption(source: EventEmitter, stopAtOnce: () => void): AbortSignal {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) stopAtOnce();
    else controller.abort();
  };
  for (const name of SIGNALS) source.on(name, onSignal);
  return controller.signal;
}

import type { Writable } from 'node:stream';
import type { Language } from '../errors/entry.ts';
import type { Progress } from '../progress/progress.ts';

/** What the shell gives to every command. */
export interface CommandContext {
  readonly language: Language;
  /** Long work reports here; drawn on stderr as `--progress` says. */
  readonly progress: Progress;
  /** Aborted by the first Ctrl-C or SIGTERM: save what can be resumed, then return exit code 130 or throw its reason. */
  readonly signal: AbortSignal;
  /** Whether the result is printed as one JSON document, so that nothing else may go to stdout. */
  readonly json: boolean;
  /** For results that are streamed line by line; whole results are returned instead. */
  readonly stdout: Writable;
  /** A sentence for the person, on stderr; not shown with `--quiet`. */
  note(sentence: string): void;
  /** A sentence that must be seen, on stderr, `--quiet` or not. */
  warn(sentence: string): void;
  readonly env: NodeJS.ProcessEnv;
  /** Leukoscope's. */
  readonly version: string;
  /** Relative paths given on the command line are relative to it. */
  readonly cwd: string;
  /** The command as typed, for a run's record: `['train', 'cells/', '--model', 'cnn']`. */
  readonly argv: readonly string[];
  /** Options that were typed and not filled in by default, by key (`valFraction`). */
  readonly givenOptions: ReadonlySet<string>;
}

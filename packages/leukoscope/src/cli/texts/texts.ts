import type { ProgressStage, ProgressUnit } from '../../progress/progress.ts';

/** Everything the shell itself says; a command's own words stand in its file. */
export interface Texts {
  /** First lines of `leukoscope` and of its help. */
  readonly about: string;
  /** Stands wherever a result could be taken for a diagnosis. */
  readonly notADiagnosis: string;
  readonly firstSteps: string;
  /** `program`: what to type for `leukoscope`. */
  readonly moreHelp: (program: string) => string;
  readonly errorLabel: string;
  readonly warningLabel: string;
  readonly help: {
    /** Headings of the help, by the English ones that commander prints. */
    readonly headings: Readonly<Record<'Usage:' | 'Arguments:' | 'Options:' | 'Commands:' | 'Global Options:', string>>;
    readonly examples: string;
    readonly optionsWord: string;
    readonly commandWord: string;
    readonly defaultValue: (value: string) => string;
    readonly required: string;
    readonly repeatable: string;
  };
  readonly options: Readonly<Record<'lang' | 'json' | 'progress' | 'quiet' | 'version' | 'help', string>>;
  readonly helpCommand: string;
  /** Summaries of the groups of commands, by name. */
  readonly groups: Readonly<Record<'data' | 'user' | 'audit', string>>;
  readonly unexpected: (message: string) => string;
  readonly unexpectedHint: string;
  readonly interrupting: string;
  readonly interrupted: string;
  readonly progress: {
    readonly stages: Readonly<Record<ProgressStage, string>>;
    /** Bytes are told as MB or GB. */
    readonly units: Readonly<Record<Exclude<ProgressUnit, 'bytes'>, string>>;
    readonly perSecond: (rate: string) => string;
    readonly remaining: (time: string) => string;
    readonly took: (time: string) => string;
    /** Of training and of a search; `of` is `3/45`. */
    readonly notes: {
      readonly run: (of: string, what: { experiment?: number | undefined; fold?: number | undefined }) => string;
      readonly teacher: (of: string) => string;
      readonly trial: (of: string, toEpoch: string) => string;
      readonly epoch: (of: string) => string;
      readonly loss: (loss: string) => string;
      readonly auc: (auc: string) => string;
    };
  };
}

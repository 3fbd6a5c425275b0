import { classify } from './commands/classify.ts';
import { dataAudit } from './commands/data-audit.ts';
import { dataGet } from './commands/data-get.ts';
import { dataScan } from './commands/data-scan.ts';
import { dataScheme } from './commands/data-scheme.ts';
import { dataSplit } from './commands/data-split.ts';
import { demo } from './commands/demo.ts';
import { ensemble } from './commands/ensemble.ts';
import { evaluate } from './commands/evaluate.ts';
import { profile } from './commands/profile.ts';
import { train } from './commands/train.ts';
import type { Command } from './define-command.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  demo,
  train,
  evaluate,
  classify,
  profile,
  ensemble,
  dataGet,
  dataScan,
  dataScheme,
  dataSplit,
  dataAudit,
];

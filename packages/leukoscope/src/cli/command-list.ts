import { adaptCommand } from './commands/adapt-command.ts';
import { auditHeadCommand } from './commands/audit-head-command.ts';
import { auditVerifyCommand } from './commands/audit-verify-command.ts';
import { backupCommand } from './commands/backup-command.ts';
import { calibrateCommand } from './commands/calibrate-command.ts';
import { cardCommand } from './commands/card-command.ts';
import { classifyCommand } from './commands/classify-command.ts';
import { crossValidateCommand } from './commands/cross-validate-command.ts';
import { dataAuditCommand } from './commands/data-audit-command.ts';
import { dataGetCommand } from './commands/data-get-command.ts';
import { dataScanCommand } from './commands/data-scan-command.ts';
import { dataSchemeCommand } from './commands/data-scheme-command.ts';
import { dataSplitCommand } from './commands/data-split-command.ts';
import { demoCommand } from './commands/demo-command.ts';
import { ensembleCommand } from './commands/ensemble-command.ts';
import { evaluateCommand } from './commands/evaluate-command.ts';
import { explainCommand } from './commands/explain-command.ts';
import { mapCommand } from './commands/map-command.ts';
import { profileCommand } from './commands/profile-command.ts';
import { reproduceCommand } from './commands/reproduce-command.ts';
import { restoreCommand } from './commands/restore-command.ts';
import { robustnessCommand } from './commands/robustness-command.ts';
import { serveCommand } from './commands/serve-command.ts';
import { trainCommand } from './commands/train-command.ts';
import { userAddCommand } from './commands/user-add-command.ts';
import type { ActionOf, Command, CommandDefinition } from './define-command.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  loadedWhenRun(demoCommand, async () => (await import('./commands/demo.ts')).demo),
  loadedWhenRun(trainCommand, async () => (await import('./commands/train.ts')).train),
  loadedWhenRun(calibrateCommand, async () => (await import('./commands/calibrate.ts')).calibrate),
  loadedWhenRun(adaptCommand, async () => (await import('./commands/adapt.ts')).adapt),
  loadedWhenRun(evaluateCommand, async () => (await import('./commands/evaluate.ts')).evaluate),
  loadedWhenRun(cardCommand, async () => (await import('./commands/card.ts')).card),
  loadedWhenRun(classifyCommand, async () => (await import('./commands/classify.ts')).classify),
  loadedWhenRun(explainCommand, async () => (await import('./commands/explain.ts')).explain),
  loadedWhenRun(mapCommand, async () => (await import('./commands/map.ts')).map),
  loadedWhenRun(profileCommand, async () => (await import('./commands/profile.ts')).profile),
  loadedWhenRun(ensembleCommand, async () => (await import('./commands/ensemble.ts')).ensemble),
  loadedWhenRun(robustnessCommand, async () => (await import('./commands/robustness.ts')).robustness),
  loadedWhenRun(crossValidateCommand, async () => (await import('./commands/cross-validate.ts')).crossValidate),
  loadedWhenRun(reproduceCommand, async () => (await import('./commands/reproduce.ts')).reproduce),
  loadedWhenRun(dataGetCommand, async () => (await import('./commands/data-get.ts')).dataGet),
  loadedWhenRun(dataScanCommand, async () => (await import('./commands/data-scan.ts')).dataScan),
  loadedWhenRun(dataSchemeCommand, async () => (await import('./commands/data-scheme.ts')).dataScheme),
  loadedWhenRun(dataSplitCommand, async () => (await import('./commands/data-split.ts')).dataSplit),
  loadedWhenRun(dataAuditCommand, async () => (await import('./commands/data-audit.ts')).dataAudit),
  loadedWhenRun(serveCommand, async () => (await import('./commands/serve.ts')).serve),
  loadedWhenRun(userAddCommand, async () => (await import('./commands/user-add.ts')).userAdd),
  loadedWhenRun(backupCommand, async () => (await import('./commands/backup.ts')).backup),
  loadedWhenRun(restoreCommand, async () => (await import('./commands/restore.ts')).restore),
  loadedWhenRun(auditVerifyCommand, async () => (await import('./commands/audit-verify.ts')).auditVerify),
  loadedWhenRun(auditHeadCommand, async () => (await import('./commands/audit-head.ts')).auditHead),
];

/** The command with its code still to be loaded: hundreds of files that help and a misspelt option do without. */
function loadedWhenRun<Definition extends CommandDefinition>(
  definition: Definition,
  load: () => Promise<ActionOf<Definition>>,
): Definition & { action: ActionOf<Definition> } {
  return { ...definition, action: async (...call) => (await load())(...call) };
}

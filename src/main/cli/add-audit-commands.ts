import { Option, type Command } from 'commander';
import { largestAuditPage } from '../../shared/contract/audit.ts';
import { auditCodes } from '../../shared/domain/audit-codes.ts';
import type { RunAlone } from './add-pretrain-command.ts';
import type { ListAuditOptions } from './commands/audit.ts';
import { fileOption, pathOption, wholeNumber } from './options.ts';

/** Adds `audit`, which lists, checks and exports the audit trail. It also works while the station runs. */
export function addAuditCommands(program: Command, alone: RunAlone): void {
  const audit = program
    .command('audit')
    .description('the audit trail: who changed what, when, from where and why');
  audit
    .command('list')
    .description('list the records, newest first')
    .addOption(new Option('--code <code>', 'only records of this kind').choices(auditCodes))
    .option('--who <name>', 'only what this person did')
    .option('--subject <text>', 'only changes of this: an id, a number, the key of a setting')
    .option('--limit <n>', 'how many', wholeNumber(1, largestAuditPage), 50)
    .action((options: ListAuditOptions) =>
      alone(async (terminal) => {
        const { listAudit } = await import('./commands/audit.ts');
        await listAudit(terminal, options);
      }),
    );
  audit
    .command('verify')
    .description('check that no record was edited, removed, moved or cut off; names each that was')
    .option('--file <file>', 'check an export instead, which needs no station', pathOption)
    .option('--key <key>', 'with --file: the public key that has to have signed it, as "audit key" prints it')
    .option(
      '--against <file>',
      'an earlier export, or a copy of audit-heads.jsonl: nothing older is taken',
      pathOption,
    )
    .action((options: { file?: string; key?: string; against?: string }) =>
      alone(async (terminal) => {
        const { verifyAudit } = await import('./commands/audit.ts');
        await verifyAudit(terminal, options);
      }),
    );
  audit
    .command('prove')
    .description('compute anew what an entry of the log says: picture, model, limits, verdict, decisions')
    .requiredOption('--entry <n>', 'its number in the log', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action(({ entry }: { entry: number }) =>
      alone(async (terminal) => {
        const { proveEntry } = await import('./commands/prove.ts');
        await proveEntry(terminal, entry);
      }),
    );
  audit
    .command('export')
    .description('write the whole trail as a signed file')
    .requiredOption('--to <file>', 'the file', fileOption('.jsonl'))
    .action(({ to }: { to: string }) =>
      alone(async (terminal) => {
        const { exportAudit } = await import('./commands/audit.ts');
        await exportAudit(terminal, to);
      }),
    );
  audit
    .command('key')
    .description('print the public key that checks what the station signs')
    .action(() =>
      alone(async (terminal) => {
        const { auditKey } = await import('./commands/audit.ts');
        await auditKey(terminal);
      }),
    );
}

import { Option, type Command } from 'commander';
import { outcomes } from '../../shared/domain/outcome.ts';
import type { RunAlone } from './add-pretrain-command.ts';
import type { RetentionOptions } from './commands/retention.ts';
import { anyNumber, wholeNumber } from './options.ts';

/** Adds `retention`, which sets when pictures of the log are deleted. It also works while the station runs. */
export function addRetentionCommands(program: Command, alone: RunAlone): void {
  const retention = program
    .command('retention')
    .description('which pictures of the log go, and when; the rows of the log stay');
  retention
    .command('show')
    .description('print the rules in force, how much there is, and what would go now')
    .action(() =>
      alone(async (terminal) => {
        const { showRetention } = await import('./commands/retention.ts');
        await showRetention(terminal);
      }),
    );
  retention
    .command('set')
    .description('set a rule: pictures older than some days, or the oldest beyond some gigabytes')
    .option('--product <id>', 'of one product only')
    .addOption(new Option('--verdict <verdict>', 'with this verdict only').choices(outcomes))
    .option('--days <n>', 'older than so many days', wholeNumber(1, 36_500))
    .option('--gigabytes <n>', 'the oldest beyond so many gigabytes of a product', anyNumber)
    .option('--decided', 'also of entries that somebody decided on', false)
    .option('--exported', 'also of entries whose pictures stand in a report', false)
    .option('--dry-run', 'only say what would go', false)
    .action((options: RetentionOptions & { dryRun: boolean }) =>
      alone(async (terminal) => {
        const { setRetention } = await import('./commands/retention.ts');
        await setRetention(terminal, options, options.dryRun);
      }),
    );
  retention
    .command('remove')
    .description('take a rule out of force')
    .argument('<id>', 'of the rule, as "retention show" prints it', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action((id: number) =>
      alone(async (terminal) => {
        const { removeRetention } = await import('./commands/retention.ts');
        await removeRetention(terminal, id);
      }),
    );
  retention
    .command('run')
    .description('let go now what the rules in force say; a station does so by itself, little by little')
    .option('--dry-run', 'only say what would go', false)
    .action(({ dryRun }: { dryRun: boolean }) =>
      alone(async (terminal, signal) => {
        const { runRetention } = await import('./commands/retention.ts');
        await runRetention(terminal, dryRun, signal);
      }),
    );
}

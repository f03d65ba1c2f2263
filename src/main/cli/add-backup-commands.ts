import type { Command } from 'commander';
import type { RunAlone } from './add-pretrain-command.ts';
import type { BackupOptions, RestoreOptions } from './commands/backup.ts';
import { pathOption, wholeNumber } from './options.ts';

/** Adds `backup` and `restore`. `backup` also works while the station runs. */
export function addBackupCommands(program: Command, alone: RunAlone): void {
  const backup = program
    .command('backup')
    .description('copy the whole home into a folder of backups, also while the station runs')
    .option('--to <dir>', 'the folder of backups', pathOption)
    .option('--keep <n>', 'backups that stay; older ones are removed', wholeNumber(1, 10_000))
    .option('--with-secrets', 'passwords and keys of outputs and cameras, too', false)
    .option('--reread', 'read every file, instead of trusting size and time of what did not change', false)
    .action((options: BackupOptions) =>
      alone(async (terminal) => {
        const { takeBackup } = await import('./commands/backup.ts');
        await takeBackup(terminal, options);
      }),
    );
  backup
    .command('list')
    .description('list the backups of a folder, newest first')
    .argument('<dir>', 'the folder of backups', pathOption)
    .action((folder: string) =>
      alone(async (terminal) => {
        const { printBackups } = await import('./commands/backup.ts');
        await printBackups(terminal, folder);
      }),
    );
  backup
    .command('verify')
    .description('read a whole backup and say what is damaged')
    .argument('<dir>', 'the folder of backups', pathOption)
    .option('--backup <name>', 'the backup; the newest when left out')
    .action((folder: string, options: { readonly backup?: string }) =>
      alone(async (terminal) => {
        const { checkBackup } = await import('./commands/backup.ts');
        await checkBackup(terminal, folder, options.backup ?? null);
      }),
    );
  program
    .command('restore')
    .description('make a home what it was when a backup was taken; the backup is verified before')
    .requiredOption('--from <dir>', 'the folder of backups', pathOption)
    .option('--to <home>', 'the home; that of STATION_HOME when left out', pathOption)
    .option('--backup <name>', 'the backup; the newest when left out')
    .option('--replace', 'put aside what the home holds, into its folder “replaced”', false)
    .action((options: RestoreOptions) =>
      alone(async (terminal) => {
        const { restore } = await import('./commands/backup.ts');
        await restore(terminal, options);
      }),
    );
}

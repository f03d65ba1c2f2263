import { Argument, type Command } from 'commander';
import type { RunAlone } from './add-pretrain-command.ts';
import type { StepOptions, UpdateOptions } from './commands/update.ts';
import { pathOption } from './options.ts';

/** Default folder of the backups before updates (packaging/debian/postinst). */
const usualBackups = '/var/backups/loupe';

/** Adds `update` and `self-test`. */
export function addUpdateCommands(program: Command, alone: RunAlone): void {
  const update = program
    .command('update')
    .description('update the station that a package installed; what fails is taken back, the home with it')
    .option('--from <file>', 'the signed package (.deb)', pathOption)
    .option('--allow-downgrade', 'also a version older than the installed one', false)
    .option('--restore <backup>', 'first make the home what it was at this backup, to go back to its version')
    .option('--backups <dir>', 'the folder of the backup that is taken before', pathOption, usualBackups)
    .option('--requested', 'with the package that was sent in the window; a service calls this', false)
    .option('--recover', 'bring an update that was cut off to its end', false)
    .action((options: UpdateOptions) =>
      alone(async (terminal) => {
        const { runUpdate } = await import('./commands/update.ts');
        await runUpdate(terminal, options);
      }),
    );
  program
    .command('self-test')
    .description('look whether this version works with the home: each active model runs, the log can be read')
    .action(() =>
      alone(async (terminal) => {
        const { runSelfTest } = await import('./commands/self-test.ts');
        await runSelfTest(terminal);
      }),
    );
  update
    .command('step', { hidden: true })
    .addArgument(new Argument('<step>').choices(['look', 'fetched', 'go-back', 'record']))
    .option('--folder <dir>', 'the folder of backups', pathOption)
    .option('--backup <name>', 'the backup')
    .option('--outcome <json>', 'what became of the update')
    .action((step: string, options: StepOptions) =>
      alone(async (terminal) => {
        const { updateStep } = await import('./commands/update.ts');
        await updateStep(terminal, step, options);
      }),
    );
}

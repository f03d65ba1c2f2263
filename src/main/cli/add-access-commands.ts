import { Option, type Command } from 'commander';
import { linkRoles } from '../../shared/domain/role.ts';
import type { RunAlone } from './add-pretrain-command.ts';
import type { AddAccessOptions } from './commands/access.ts';
import { wholeNumber } from './options.ts';

/** Adds `access`, which manages links for people at other machines. It also works while the station runs. */
export function addAccessCommands(program: Command, alone: RunAlone): void {
  const access = program.command('access').description('let people at other machines into the station');
  access
    .command('add')
    .description('make a link for a person, and print its token this once')
    .requiredOption('--name <name>', 'whose it is; stands beside the decisions')
    .addOption(
      new Option('--role <role>', 'viewer: reads Review; the others as in the window')
        .choices(linkRoles)
        .makeOptionMandatory(),
    )
    .option('--days <n>', 'days until it ends; until it is revoked when left out', wholeNumber(1, 3650))
    .action((options: AddAccessOptions) =>
      alone(async (terminal) => {
        const { addAccess } = await import('./commands/access.ts');
        addAccess(terminal, options);
      }),
    );
  access
    .command('list')
    .description('list the links')
    .action(() =>
      alone(async (terminal) => {
        const { listAccess } = await import('./commands/access.ts');
        listAccess(terminal);
      }),
    );
  access
    .command('revoke')
    .description('end a link; windows that it let in are closed')
    .argument('<id>', 'its number in the list', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action((id: number) =>
      alone(async (terminal) => {
        const { revokeAccess } = await import('./commands/access.ts');
        revokeAccess(terminal, id);
      }),
    );
}

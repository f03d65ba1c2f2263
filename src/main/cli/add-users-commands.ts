import { Option, type Command } from 'commander';
import { userRoles, type UserRole } from '../../shared/domain/role.ts';
import type { RunAlone } from './add-pretrain-command.ts';

/** Adds `users`, for people who sign in. It also works while the station runs. */
export function addUsersCommands(program: Command, alone: RunAlone): void {
  const users = program
    .command('users')
    .description('people who sign in; "settings set users.mode people" has them do so')
    .addHelpText(
      'after',
      '\nA PIN, password or badge is asked for, or read from standard input: it is no argument.',
    );
  users
    .command('add')
    .description('add somebody; asks for their PIN or password')
    .requiredOption('--name <name>', 'what they are called; stands beside their decisions')
    .addOption(new Option('--role <role>', 'as in the window').choices(userRoles).makeOptionMandatory())
    .action((options: { name: string; role: UserRole }) =>
      alone(async (terminal) => {
        const { addUser } = await import('./commands/users.ts');
        await addUser(terminal, options);
      }),
    );
  users
    .command('list')
    .description('list the users')
    .action(() =>
      alone(async (terminal) => {
        const { listUsers } = await import('./commands/users.ts');
        await listUsers(terminal);
      }),
    );
  users
    .command('remove')
    .description('remove somebody; windows at which they are signed in are closed')
    .argument('<name>', 'who')
    .action((name: string) =>
      alone(async (terminal) => {
        const { removeUser } = await import('./commands/users.ts');
        await removeUser(terminal, name);
      }),
    );
  users
    .command('set-role')
    .description('give somebody another role')
    .argument('<name>', 'who')
    .addArgument(users.createArgument('<role>', 'as in the window').choices(userRoles))
    .action((name: string, role: UserRole) =>
      alone(async (terminal) => {
        const { setUserRole } = await import('./commands/users.ts');
        await setUserRole(terminal, name, role);
      }),
    );
  users
    .command('set-pin')
    .description('set somebody’s PIN or password; asks for it')
    .argument('<name>', 'who')
    .action((name: string) =>
      alone(async (terminal) => {
        const { setUserSecret } = await import('./commands/users.ts');
        await setUserSecret(terminal, name);
      }),
    );
  users
    .command('set-badge')
    .description('give somebody a badge; asks for its code, which a scanner types')
    .argument('<name>', 'who')
    .option('--none', 'take it away instead')
    .action((name: string, { none = false }: { none?: boolean }) =>
      alone(async (terminal) => {
        const { setUserBadge } = await import('./commands/users.ts');
        await setUserBadge(terminal, name, none);
      }),
    );
  const provider = users.command('provider').description('let people sign in by an OpenID Connect provider');
  provider
    .command('set')
    .description('name the provider; asks for the secret of the client, empty for a public one')
    .requiredOption('--issuer <url>', 'what it is called, with https')
    .requiredOption('--client-id <id>', 'what the station is called there')
    .option('--claim <name>', 'the claim that is the name of a user of the station', 'preferred_username')
    .option('--label <text>', 'what the window calls it', 'OpenID Connect')
    .action((options: { issuer: string; clientId: string; claim: string; label: string }) =>
      alone(async (terminal) => {
        const { setProvider } = await import('./commands/sign-in-provider.ts');
        await setProvider(terminal, options);
      }),
    );
  provider
    .command('show')
    .description('print how it is reached, without the secret')
    .action(() =>
      alone(async (terminal) => {
        const { showProvider } = await import('./commands/sign-in-provider.ts');
        showProvider(terminal);
      }),
    );
  provider
    .command('remove')
    .description('people sign in with PIN, password or badge alone')
    .action(() =>
      alone(async (terminal) => {
        const { forgetProvider } = await import('./commands/sign-in-provider.ts');
        forgetProvider(terminal);
      }),
    );
}

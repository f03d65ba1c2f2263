import type { Person } from '../../../shared/contract/people.ts';
import type { UserRole } from '../../../shared/domain/role.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { createAccessLinks } from '../../users/access-links.ts';
import { createAccessRepository } from '../../users/access-repository.ts';
import { singleUser } from '../../users/single-user.ts';
import { createUsers, type Users } from '../../users/users.ts';
import { createUsersRepository, isNameOfUser } from '../../users/users-repository.ts';
import { readSecret } from '../read-secret.ts';
import type { Terminal } from '../terminal.ts';

/** Opens the home folder's users and calls `run`. A running station notices changes by itself. */
async function withUsers<Result>(run: (users: Users) => Result | Promise<Result>): Promise<Result> {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  try {
    const rows = createUsersRepository(database);
    const links = createAccessLinks(createAccessRepository(database), isNameOfUser(rows));
    return await run(createUsers({ rows, links, saltFile: paths.badgeSalt }));
  } finally {
    close();
  }
}

const askSecret = (): Promise<string> => readSecret('PIN or password');

/** @throws StationError BAD_INPUT, ALREADY_EXISTS */
export async function addUser(
  terminal: Terminal,
  { name, role }: { readonly name: string; readonly role: UserRole },
): Promise<void> {
  const secret = await askSecret();
  tell(terminal, await withUsers((users) => users.add({ name, role, secret }, singleUser)));
}

export async function listUsers(terminal: Terminal): Promise<void> {
  const users = await withUsers((all) => all.list());
  for (const user of users) terminal.print(lineOf(user));
  if (users.length === 0) terminal.print('There is no user yet: add one with "users add".');
  terminal.printJson({ users });
}

/** @throws StationError NOT_FOUND; CONFLICT for the only administrator */
export async function removeUser(terminal: Terminal, name: string): Promise<void> {
  const { removed, links } = await withUsers((users) => {
    const found = users.findByName(name);
    return { removed: found.name, links: users.remove(found.id) };
  });
  terminal.print(`${removed} was removed.${links === 0 ? '' : ` Links that they made ended: ${links}.`}`);
  terminal.printJson({ removed, links });
}

/** @throws StationError NOT_FOUND; CONFLICT for the only administrator */
export async function setUserRole(terminal: Terminal, name: string, role: UserRole): Promise<void> {
  tell(terminal, await withUsers((users) => users.setRole(users.findByName(name).id, role)));
}

/** @throws StationError NOT_FOUND, BAD_INPUT */
export async function setUserSecret(terminal: Terminal, name: string): Promise<void> {
  const secret = await askSecret();
  tell(terminal, await withUsers((users) => users.setSecret(users.findByName(name).id, secret)));
}

/** @throws StationError NOT_FOUND, BAD_INPUT; CONFLICT if the badge belongs to another user */
export async function setUserBadge(terminal: Terminal, name: string, none: boolean): Promise<void> {
  const code = none ? null : await readSecret('Code of the badge');
  tell(terminal, await withUsers((users) => users.setBadge(users.findByName(name).id, code)));
}

function tell(terminal: Terminal, person: Person): void {
  terminal.print(lineOf(person));
  terminal.printJson(person);
}

function lineOf({ id, name, role, hasBadge }: Person): string {
  return `${id}: ${name}, ${role}${hasBadge ? ', has a badge' : ''}`;
}

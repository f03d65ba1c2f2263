import { newAccessLinkSchema } from '../../../shared/contract/access.ts';
import type { AccessLink } from '../../../shared/contract/access.ts';
import type { LinkRole } from '../../../shared/domain/role.ts';
import { StationError } from '../../../shared/domain/station-error.ts';
import { openBesideStation } from '../../database/open-beside-station.ts';
import { defaultHome, stationPaths } from '../../station/paths.ts';
import { createAccessLinks } from '../../users/access-links.ts';
import type { AccessLinks } from '../../users/access-links.ts';
import { createAccessRepository } from '../../users/access-repository.ts';
import { singleUser } from '../../users/single-user.ts';
import { createUsersRepository, isNameOfUser } from '../../users/users-repository.ts';
import type { Terminal } from '../terminal.ts';

export interface AddAccessOptions {
  readonly name: string;
  readonly role: LinkRole;
  readonly days?: number;
}

/** Opens the home folder's access links, even while the station runs, and calls `run`. */
function withLinks<Result>(run: (links: AccessLinks) => Result): Result {
  const paths = stationPaths(defaultHome(process.env, process.platform));
  const { database, close } = openBesideStation(paths);
  try {
    const isOfUser = isNameOfUser(createUsersRepository(database));
    return run(createAccessLinks(createAccessRepository(database), isOfUser));
  } finally {
    close();
  }
}

/** Makes a link and prints its token. @throws StationError BAD_INPUT */
export function addAccess(terminal: Terminal, { name, role, days }: AddAccessOptions): void {
  const wanted = newAccessLinkSchema.safeParse({ name, role, days: days ?? null });
  if (!wanted.success) {
    throw new StationError('BAD_INPUT', `“${name}” is no name for a link. Give it 1 to 80 letters.`);
  }
  const { link, token } = withLinks((links) => links.create(wanted.data, singleUser));
  terminal.print(lineOf(link));
  terminal.print(
    `Add this to the station’s address, after the port; it is shown this once:\n/?token=${token}`,
  );
  terminal.print(
    `A program sends it with each request (docs/line/http-api.md):\nAuthorization: Bearer ${token}`,
  );
  terminal.printJson({ link, token });
}

/** Lists the links, newest first. */
export function listAccess(terminal: Terminal): void {
  const links = withLinks((all) => all.list());
  for (const link of links) terminal.print(lineOf(link));
  if (links.length === 0) terminal.print('There is no access link yet: make one with "access add".');
  terminal.printJson({ links });
}

/** Ends a link. @throws StationError NOT_FOUND */
export function revokeAccess(terminal: Terminal, id: number): void {
  const link = withLinks((links) => links.revoke(id));
  terminal.print(lineOf(link));
  terminal.printJson({ link });
}

function lineOf({ id, name, role, expiresAt, revokedAt, lastUsedAt }: AccessLink): string {
  const on = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
  const end =
    revokedAt !== null
      ? `revoked on ${on(revokedAt)}`
      : expiresAt === null
        ? 'until it is revoked'
        : `until ${on(expiresAt)}`;
  const use = lastUsedAt === null ? 'never used' : `last used on ${on(lastUsedAt)}`;
  return `${id}: ${name}, ${role}, ${end}, ${use}`;
}

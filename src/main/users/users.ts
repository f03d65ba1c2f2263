import { badgeSchema, secretSchema, userNameSchema } from '../../shared/contract/people.ts';
import type { NewPerson, Person } from '../../shared/contract/people.ts';
import { rolesOfUser, type User, type UserRole } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import { may } from '../../shared/domain/permissions.ts';
import type { AccessLinks } from './access-links.ts';
import { hashBadge, hashSecret } from './secret-hash.ts';
import { refuseOwnName } from './own-names.ts';
import type { UserRow, UsersRepository } from './users-repository.ts';

export interface UsersParts {
  readonly rows: UsersRepository;
  /** The access links, which end with the user who made them. */
  readonly links: Pick<AccessLinks, 'revokeMadeBy'>;
  /** File of the badges' salt. */
  readonly saltFile: string;
  /** Returns the time, milliseconds since 1970. */
  readonly now?: () => number;
}

export type Users = ReturnType<typeof createUsers>;

/** Adds, changes and removes users. At least one administrator always stays. */
export function createUsers({ rows, links, saltFile, now = Date.now }: UsersParts) {
  /** @throws StationError NOT_FOUND */
  function get(id: number): UserRow {
    const found = rows.find(id);
    if (found !== null) return found;
    throw new StationError('NOT_FOUND', `There is no user ${id}. List them to see who there is.`);
  }

  function ensureAdministratorStays(id: number): void {
    if (get(id).role !== 'administrator' || rows.otherAdministrators(id) > 0) return;
    throw new StationError('CONFLICT', 'This is the only administrator. Make another one first.');
  }

  return {
    list: (): Person[] => rows.all().map(personOf),

    /** @throws StationError NOT_FOUND */
    findByName(name: string): Person {
      const found = rows.findByName(name);
      if (found !== null) return personOf(found);
      throw new StationError('NOT_FOUND', `There is no user “${name}”. List them to see who there is.`);
    },

    hasAdministrator: (): boolean => rows.otherAdministrators(0) > 0,

    /**
     * @param onlyFirst true to refuse if there is already an administrator
     * @throws StationError BAD_INPUT, ALREADY_EXISTS; CONFLICT if somebody else was faster
     */
    async add(given: NewPerson, by: Pick<User, 'name'>, { onlyFirst = false } = {}): Promise<Person> {
      const name = checked(userNameSchema, given.name, 'A name has 1 to 80 letters.');
      const secret = checked(secretSchema, given.secret, 'PIN or password has 4 to 200 characters.');
      refuseOwnName(name);
      const secretHash = await hashSecret(secret);
      return rows.together(() => {
        if (onlyFirst && rows.otherAdministrators(0) > 0) {
          throw new StationError('CONFLICT', 'There is an administrator already: sign in, or ask them.');
        }
        if (rows.findByName(name) !== null) {
          throw new StationError('ALREADY_EXISTS', `There is a user “${name}” already. Choose another name.`);
        }
        const id = rows.insert({ name, role: given.role, secretHash, createdBy: by.name, at: now() });
        return personOf(get(id));
      });
    },

    /**
     * Changes the role. If the new role may not manage access, the links that the user made end.
     *
     * @throws StationError NOT_FOUND; CONFLICT for the only administrator
     */
    setRole: (id: number, role: UserRole): Person =>
      rows.together(() => {
        const { name } = get(id);
        if (role !== 'administrator') ensureAdministratorStays(id);
        rows.setRole(id, role);
        if (!may({ roles: rolesOfUser(role) }, 'access.manage')) links.revokeMadeBy(name);
        return personOf(get(id));
      }),

    /** @throws StationError NOT_FOUND, BAD_INPUT */
    async setSecret(id: number, secret: string): Promise<Person> {
      get(id);
      const hash = await hashSecret(
        checked(secretSchema, secret, 'PIN or password has 4 to 200 characters.'),
      );
      rows.setSecret(id, hash, now());
      return personOf(get(id));
    },

    /** @param code null to remove the badge. @throws StationError NOT_FOUND, BAD_INPUT; CONFLICT if it is another user’s badge */
    async setBadge(id: number, code: string | null): Promise<Person> {
      get(id);
      const told = 'The code of a badge has 8 to 200 characters.';
      const hash = code === null ? null : await hashBadge(checked(badgeSchema, code, told), saltFile);
      return rows.together(() => {
        const owner = hash === null ? null : rows.findByBadge(hash);
        if (owner !== null && owner.id !== id) {
          throw new StationError('CONFLICT', 'This badge is somebody else’s. Take it from them first.');
        }
        rows.setBadge(id, hash, now());
        return personOf(get(id));
      });
    },

    /**
     * Removes a user.
     *
     * @returns the number of links that end with the user
     * @throws StationError NOT_FOUND; CONFLICT for the only administrator
     */
    remove: (id: number): number =>
      rows.together(() => {
        const { name } = get(id);
        ensureAdministratorStays(id);
        rows.remove(id, now());
        return links.revokeMadeBy(name);
      }),
  };
}

function personOf({ id, name, role, hasBadge, createdBy, createdAt }: UserRow): Person {
  return { id, name, role, hasBadge, createdBy, createdAt };
}

function checked(schema: typeof secretSchema, given: string, message: string): string {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new StationError('BAD_INPUT', message);
}

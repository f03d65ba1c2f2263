import { may, rolesWith, type Permission } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';
import { StationError } from '../../shared/domain/station-error.ts';

/**
 * @param permission the needed permission; null refuses everybody
 * @param where the called procedure, for the detail
 * @throws StationError FORBIDDEN, naming the roles that have the permission
 */
export function ensurePermission(user: User, permission: Permission | null, where: string): void {
  if (permission !== null && may(user, permission)) return;
  const roles = permission === null ? [] : rolesWith(permission);
  throw new StationError(
    'FORBIDDEN',
    `This needs the role ${roles.join(' or ')}. Ask an administrator for it.`,
    `${user.name} called ${where}`,
  );
}

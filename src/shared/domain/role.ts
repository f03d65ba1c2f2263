/** The roles of people at the station; a viewer may read what a reviewer works on. */
export const roles = ['operator', 'engineer', 'reviewer', 'viewer', 'administrator'] as const;

export type Role = (typeof roles)[number];

/** Roles that an access link may have, lowest first. */
export const linkRoles = ['viewer', 'reviewer', 'operator', 'engineer'] as const satisfies readonly Role[];
export type LinkRole = (typeof linkRoles)[number];

/**
 * Returns the roles of a link's user. Everybody who is let in may also read, which gives no more rights than
 * the link's role.
 */
export function rolesOfLink(role: LinkRole): readonly Role[] {
  return role === 'viewer' ? ['viewer'] : ['viewer', role];
}

/** Roles of people who sign in, lowest first. */
export const userRoles = [
  'viewer',
  'reviewer',
  'operator',
  'engineer',
  'administrator',
] as const satisfies readonly Role[];
export type UserRole = (typeof userRoles)[number];

/** Returns the roles of a person. An administrator has every role, so that somebody can do everything. */
export function rolesOfUser(role: UserRole): readonly Role[] {
  return role === 'administrator' ? roles : rolesOfLink(role);
}

/** The role first offered for a new person. */
export const usualUserRole: UserRole = 'operator';

/** Returns whether a user is an operator without further roles. */
export function isOperatorAlone(roles: readonly Role[]): boolean {
  return roles.includes('operator') && roles.every((role) => rolesOfLink('operator').includes(role));
}

/** The user of a request. In single-user mode (the default) the one user has every role. */
export interface User {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Makes the user for a machine of the line such as a PLC: an operator's rights, and its protocol as name. */
export function machineUser(name: string): User {
  return { name, roles: rolesOfLink('operator') };
}

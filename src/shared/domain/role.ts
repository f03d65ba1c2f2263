/** The roles of the people who use the station; a viewer reads what a reviewer works on. */
export const roles = ['operator', 'engineer', 'reviewer', 'viewer', 'administrator'] as const;

export type Role = (typeof roles)[number];

/** What an access link may be made for, the least first. */
export const linkRoles = ['viewer', 'reviewer', 'operator', 'engineer'] as const satisfies readonly Role[];
export type LinkRole = (typeof linkRoles)[number];

/** Everybody who is let in may read; nobody gains more than the link's own role by it. */
export function rolesOfLink(role: LinkRole): readonly Role[] {
  return role === 'viewer' ? ['viewer'] : ['viewer', role];
}

/** What a person who signs in may be, the least first. */
export const userRoles = [
  'viewer',
  'reviewer',
  'operator',
  'engineer',
  'administrator',
] as const satisfies readonly Role[];
export type UserRole = (typeof userRoles)[number];

/** An administrator has every role: somebody has to be able to do everything. */
export function rolesOfUser(role: UserRole): readonly Role[] {
  return role === 'administrator' ? roles : rolesOfLink(role);
}

/** What a person is offered to become first. */
export const usualUserRole: UserRole = 'operator';

/** Whether somebody is at the line and nowhere else. */
export function isOperatorAlone(roles: readonly Role[]): boolean {
  return roles.includes('operator') && roles.every((role) => rolesOfLink('operator').includes(role));
}

/** Who is asking. In single-user mode (the default until people log in) the one user has every role. */
export interface User {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** A machine of the line that asks, such as a PLC: it may do what an operator may, and it has the name of its protocol. */
export function machineUser(name: string): User {
  return { name, roles: rolesOfLink('operator') };
}

/** The four roles of the people who use the station. */
export const roles = ['operator', 'engineer', 'reviewer', 'administrator'] as const;

export type Role = (typeof roles)[number];

/** Who is asking. In single-user mode (the default until people log in) the one user has every role. */
export interface User {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** True when the user may call something that any of `allowed` may call. */
export function mayUse(user: User, allowed: readonly Role[]): boolean {
  return allowed.some((role) => user.roles.includes(role));
}

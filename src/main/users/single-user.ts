import { roles } from '../../shared/domain/role.ts';
import type { User } from '../../shared/domain/role.ts';

/** Whoever sits at the station, until people log in: one user with every role. */
export const singleUser: User = { name: 'local', roles };

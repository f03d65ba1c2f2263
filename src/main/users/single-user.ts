import { localUserName } from '../../shared/domain/given-names.ts';
import { roles } from '../../shared/domain/role.ts';
import type { User } from '../../shared/domain/role.ts';

/** The user of a station without sign-in; has every role. */
export const singleUser: User = { name: localUserName, roles };

import type { LogEntryDetail } from '../../shared/contract/log.ts';
import { may } from '../../shared/domain/permissions.ts';
import type { User } from '../../shared/domain/role.ts';

/** Whether somebody may know where the pictures of the line lie: who may see the line. */
export const seesSources = (user: Pick<User, 'roles'>): boolean => may(user, 'line.see');

/** An entry as it is shown to who may not know where the pictures of the line lie. */
export function withoutPlace(entry: LogEntryDetail): LogEntryDetail {
  return { ...entry, source: { ...entry.source, address: null } };
}

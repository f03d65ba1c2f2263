import { isOperatorAlone, type Role } from './role.ts';
import type { StationSettings } from './station-settings.ts';

/**
 * Returns the minutes without activity after which the window signs its user out; 0: never. Operators have
 * one setting, all users with further roles the other.
 */
export function lockMinutesFor(roles: readonly Role[], settings: StationSettings): number {
  return settings[isOperatorAlone(roles) ? 'users.lockOperator' : 'users.lockOthers'];
}

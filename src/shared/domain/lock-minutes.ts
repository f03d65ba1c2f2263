import { isOperatorAlone, type Role } from './role.ts';
import type { StationSettings } from './station-settings.ts';

/** Minutes without a hand at the window after which somebody is signed out; 0: never. Whoever may do more than an operator goes by the others. */
export function lockMinutesFor(roles: readonly Role[], settings: StationSettings): number {
  return settings[isOperatorAlone(roles) ? 'users.lockOperator' : 'users.lockOthers'];
}

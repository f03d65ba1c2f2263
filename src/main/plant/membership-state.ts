import type { MembershipState } from '../../shared/contract/membership.ts';
import type { MembershipRow } from './memberships-repository.ts';
import type { Standing } from './standing-repository.ts';

/** Describes the station's membership. @param seen state of the connection; null if it is not known yet */
export function membershipState(row: MembershipRow, seen: Standing | null): MembershipState {
  const { plant, station, servers, joinedBy, joinedAt } = row;
  const { connected = false, waiting = 0, passedOver = 0, failure = null, since = joinedAt } = seen ?? {};
  return {
    plant,
    station,
    servers,
    joinedBy,
    joinedAt,
    connected,
    waiting,
    passedOver,
    failure: failure && { ...failure, since },
  };
}

import type { AuditService } from '../audit/service.ts';
import type { Prove } from '../proof/prove.ts';
import type { AccessLinks } from '../users/access-links.ts';
import type { SignIns, Seat } from '../users/sign-ins.ts';
import type { Users } from '../users/users.ts';
import { StationError } from '../../shared/domain/station-error.ts';
import type { CallContext } from '../host/served-station.ts';
import type { HeavyCalls } from './heavy-calls.ts';
import type { guardedContract } from './middleware.ts';

type Contract = ReturnType<typeof guardedContract>;

export interface PeopleServices {
  readonly access: AccessLinks;
  readonly users: Users;
  readonly signIns: SignIns;
  readonly audit: AuditService;
  readonly prove: Prove;
}

/** Makes the handlers for access links, users and the audit trail. */
export function peopleGroups(
  os: Contract,
  { access, users, signIns, audit, prove }: PeopleServices,
  heavy: HeavyCalls,
) {
  return {
    access: accessHandlers(os, access),
    people: peopleHandlers(os, users, signIns),
    audit: auditHandlers(os, audit, prove, heavy),
  };
}

/** Makes the handlers for access links. */
function accessHandlers(os: Contract, access: AccessLinks) {
  return {
    list: os.access.list.handler(() => access.list()),
    addresses: os.access.addresses.handler(() => access.addresses()),
    create: os.access.create.handler(({ input, context: { user, linkId } }) =>
      access.create(input, { name: user.name, linkId }),
    ),
    revoke: os.access.revoke.handler(({ input }) => access.revoke(input.id)),
  };
}

/** Makes the handlers for the audit trail and its check. */
function auditHandlers(os: Contract, audit: AuditService, prove: Prove, heavy: HeavyCalls) {
  return {
    list: os.audit.list.handler(({ input: { filter, before, limit } }) => audit.list(filter, before, limit)),
    verify: os.audit.verify.handler(({ context: { user }, signal }) =>
      heavy.run(user, () => audit.verify(), signal),
    ),
    prove: os.audit.prove.handler(({ input, context: { user }, signal }) =>
      heavy.run(user, () => prove(input.entryId), signal),
    ),
  };
}

/** Makes the handlers for users and for signing in at the calling window. */
function peopleHandlers(os: Contract, users: Users, signIns: SignIns) {
  return {
    me: os.people.me.handler(({ context: { seat = null, user } }) => signIns.me(seat, user)),
    signIn: os.people.signIn.handler(({ input, context }) =>
      signIns.signIn(seatOf(context), input.name, input.secret),
    ),
    signInByBadge: os.people.signInByBadge.handler(({ input, context }) =>
      signIns.signInByBadge(seatOf(context), input.code),
    ),
    signOut: os.people.signOut.handler(({ context }) => signIns.signOut(seatOf(context).id)),
    active: os.people.active.handler(({ context }) => signIns.active(seatOf(context).id)),
    setUp: os.people.setUp.handler(async ({ input, context: { seat = null, user } }) => {
      if (!signIns.me(seat, user).setUp) {
        throw new StationError('CONFLICT', 'There is an administrator already: sign in, or ask them.');
      }
      await users.add({ ...input, role: 'administrator' }, { name: input.name }, { onlyFirst: true });
    }),
    changeSecret: os.people.changeSecret.handler(({ input, context }) =>
      signIns.changeSecret(seatOf(context), input.secret, input.next),
    ),
    list: os.people.list.handler(() => users.list()),
    add: os.people.add.handler(({ input, context }) => users.add(input, context.user)),
    setRole: os.people.setRole.handler(({ input }) => users.setRole(input.id, input.role)),
    setSecret: os.people.setSecret.handler(({ input }) => users.setSecret(input.id, input.secret)),
    setBadge: os.people.setBadge.handler(({ input }) => users.setBadge(input.id, input.code)),
    remove: os.people.remove.handler(({ input }) => void users.remove(input.id)),
  };
}

/** Returns the caller's seat. @throws StationError CONFLICT for callers without a seat, such as the command line */
function seatOf({ seat, origin = 'station' }: CallContext): Seat {
  if (seat !== undefined) return { id: seat, origin };
  throw new StationError('CONFLICT', 'People sign in at a window of the station. Open one.');
}

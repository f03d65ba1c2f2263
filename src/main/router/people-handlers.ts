import type { AuditService } from '../audit/service.ts';
import type { Prove } from '../proof/prove.ts';
import type { AccessLinks } from '../users/access-links.ts';
import type { guardedContract } from './middleware.ts';

type Contract = ReturnType<typeof guardedContract>;

/** Links that let people at other machines in. */
export function accessHandlers(os: Contract, access: AccessLinks) {
  return {
    list: os.access.list.handler(() => access.list()),
    addresses: os.access.addresses.handler(() => access.addresses()),
    create: os.access.create.handler(({ input, context }) => access.create(input, context.user)),
    revoke: os.access.revoke.handler(({ input }) => access.revoke(input.id)),
  };
}

/** Who changed what, and whether the trail of it is whole. */
export function auditHandlers(os: Contract, audit: AuditService, prove: Prove) {
  return {
    list: os.audit.list.handler(({ input: { filter, before, limit } }) => audit.list(filter, before, limit)),
    verify: os.audit.verify.handler(() => audit.verify()),
    prove: os.audit.prove.handler(({ input }) => prove(input.entryId)),
  };
}

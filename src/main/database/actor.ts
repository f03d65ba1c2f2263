import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditOrigin } from '../../shared/domain/audit-codes.ts';

/** Who acts, as the audit trail names them. */
export interface Actor {
  readonly name: string;
  /** An `AuditOrigin`, or the address of the machine from which they act. */
  readonly origin: string;
}

const acting = new AsyncLocalStorage<Actor>();

const stationOrigin: AuditOrigin = 'station';
/** What the station does by itself, such as at its start. */
const itself: Actor = { name: 'station', origin: stationOrigin };

/** Runs something on behalf of somebody, with all that follows from it. */
export function actAs<Result>(actor: Actor, run: () => Result): Result {
  return acting.run(actor, run);
}

/** On whose behalf the code runs now. */
export function currentActor(): Actor {
  return acting.getStore() ?? itself;
}

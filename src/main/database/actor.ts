import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditOrigin } from '../../shared/domain/audit-codes.ts';

/** The person or program that acts, as the audit trail names it. */
export interface Actor {
  readonly name: string;
  /** An `AuditOrigin`, or the address of the actor's machine. */
  readonly origin: string;
}

const acting = new AsyncLocalStorage<Actor>();

const stationOrigin: AuditOrigin = 'station';
/** The station itself, e.g. at its start. */
const itself: Actor = { name: 'station', origin: stationOrigin };

/** Runs a function, and all asynchronous work that it starts, on behalf of an actor. */
export function actAs<Result>(actor: Actor, run: () => Result): Result {
  return acting.run(actor, run);
}

/** Returns the actor on whose behalf the current code runs. */
export function currentActor(): Actor {
  return acting.getStore() ?? itself;
}

import { mapEventIterator } from '@orpc/client';
import { implement, ORPCError } from '@orpc/server';
import { z } from 'zod';
import { contract } from '../../shared/contract/contract.ts';
import { permissions } from '../../shared/domain/permissions.ts';
import { actAs } from '../database/actor.ts';
import { whenFree } from '../database/when-free.ts';
import { ensurePermission } from './ensure-permission.ts';
import { toWindowError } from './failure.ts';
import type { CallContext, ReportBug } from '../host/served-station.ts';

/** A procedure's own metadata, parsed because the library's types do not keep it. */
const declared = z.object({ permission: z.enum(permissions).nullable() });

const base = implement(contract).$context<CallContext>();

/** Checks the procedure's permission before the input is read. */
const checkPermission = base.middleware(({ context, procedure, path, next }) => {
  const { permission } = declared.parse(procedure['~orpc'].meta);
  ensurePermission(context.user, permission, path.join('.'));
  return next();
});

/** Sets the caller as the acting person for the audit trail. */
const actAsCaller = base.middleware(({ context: { user, origin = 'station' }, next }) =>
  actAs({ name: user.name, origin }, () => next()),
);

/** Makes the middleware that converts all failures to their form for windows, including failures of streams. */
function nameFailures(database: string, report: ReportBug) {
  return base.middleware(async ({ path, next }) => {
    const named = (error: unknown): unknown => toWindowError(error, database, path.join('.'), report);
    try {
      const result = await next();
      const output: unknown = result.output;
      if (!isAsyncIterator(output)) return result;
      const guarded = mapEventIterator(output, {
        value: (value) => Promise.resolve(value),
        error: (error) => Promise.resolve(named(error)),
      });
      return { ...result, output: guarded };
    } catch (error) {
      throw named(error);
    }
  });
}

/**
 * Repeats a call whose write fails because another program locks the database. It waits by a timer, not within SQLite,
 * so that the line goes on meanwhile. After five seconds, the call fails.
 *
 * A procedure must therefore write everything in one transaction, or give the rest to the patient writer. Otherwise
 * the repeated call would write again what it wrote before the failed write.
 */
const waitForDatabase = base.middleware(({ next }) => whenFree(() => next()));

/**
 * Returns the contract, ready to be implemented, with checked permissions and converted failures.
 *
 * @param database path of the station's database, for messages
 */
export function guardedContract(database: string, report: ReportBug) {
  return base.use(nameFailures(database, report)).use(checkPermission).use(actAsCaller).use(waitForDatabase);
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.asyncIterator in value &&
    !(value instanceof ORPCError)
  );
}

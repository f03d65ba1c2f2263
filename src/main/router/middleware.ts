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

/** What each procedure states about itself; the library's types lose it on the way. */
const declared = z.object({ permission: z.enum(permissions).nullable() });

const base = implement(contract).$context<CallContext>();

/** Permissions of procedures are checked here, before the input is even looked at. */
const checkPermission = base.middleware(({ context, procedure, path, next }) => {
  const { permission } = declared.parse(procedure['~orpc'].meta);
  ensurePermission(context.user, permission, path.join('.'));
  return next();
});

/** What a call changes, the audit trail records of whoever called. */
const actAsCaller = base.middleware(({ context: { user, origin = 'station' }, next }) =>
  actAs({ name: user.name, origin }, () => next()),
);

/** The one place where failures take the form in which they cross; streams fail in the same form. */
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
 * A call whose write another program keeps from the database is made again, by a timer and not within SQLite, since meanwhile
 * the line goes on. It fails as before once that has taken five seconds.
 *
 * A procedure therefore writes all that it writes in one transaction, or hands the rest to the patient writer: what was written
 * before another write found the database held would be written again.
 */
const waitForDatabase = base.middleware(({ next }) => whenFree(() => next()));

/**
 * The contract, ready to be implemented: permissions checked, failures named.
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

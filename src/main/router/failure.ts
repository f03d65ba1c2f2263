import { ORPCError, ValidationError } from '@orpc/server';
import Sqlite from 'better-sqlite3';
import { errorCodes, StationError } from '../../shared/domain/station-error.ts';
import { databaseFailure } from '../database/database-failure.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { ReportBug } from '../host/served-station.ts';

/**
 * Converts a thrown error for a window: an expected failure keeps code, message and detail; a cancellation becomes
 * CANCELLED; a bug becomes INTERNAL_SERVER_ERROR without its text, which goes to the log.
 *
 * @param database path of the station's database, for messages
 * @param where the procedure, such as `models.activate`
 */
export function toWindowError(error: unknown, database: string, where: string, report: ReportBug): unknown {
  const failure = asStationError(error, database);
  if (failure !== null) {
    const { code, message, detail } = failure;
    return new ORPCError(code, { message, data: detail === undefined ? {} : { detail }, cause: error });
  }
  report(error, where);
  return new ORPCError('INTERNAL_SERVER_ERROR', {
    message: 'Something unexpected happened in the station. What it was is in its log.',
    cause: error,
  });
}

function asStationError(error: unknown, database: string): StationError | null {
  if (error instanceof StationError) return error;
  if (isRpcError(error)) return ofRpc(error);
  if (error instanceof Error && error.name === 'AbortError') {
    return new StationError('CANCELLED', 'The call was cancelled.');
  }
  const known =
    error instanceof Sqlite.SqliteError
      ? databaseFailure(error, database)
      : fileFailure(error, pathOf(error));
  return known instanceof StationError ? known : null;
}

/** Most problems in a message; a list of ten thousand wrong ids has ten thousand problems. */
const mostTold = 5;
/** Longest text of a problem, characters; a problem may name a very long key of the input. */
const longestIssue = 300;

/** Converts an invalid input, or an error already in the contract's form; null for other errors. */
function ofRpc(error: ORPCError<string, unknown>): StationError | null {
  const code = errorCodes.find((known) => known === error.code);
  if (code) return new StationError(code, error.message);
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError)) return null;
  const found = error.cause.issues;
  const issues = found.slice(0, mostTold).map((issue) => {
    const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
    const told = path.length === 0 ? issue.message : `${path.join('.')}: ${issue.message}`;
    return told.slice(0, longestIssue);
  });
  if (found.length > mostTold) issues.push(`There are ${found.length - mostTold} more`);
  return new StationError('BAD_INPUT', `The input is not usable. ${issues.join('. ')}`, issues.join('\n'));
}

function isRpcError(error: unknown): error is ORPCError<string, unknown> {
  return error instanceof ORPCError;
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : 'a file';
}

import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../shared/domain/station-error.ts';

/** The station was unreachable, or the connection ended during the call. */
export class ConnectionLostError extends Error {
  constructor() {
    super('The station does not answer');
    this.name = 'ConnectionLostError';
  }
}

/** Codes of all failures in the window: the station's own codes, and those of the connection. */
export type FailureCode = ErrorCode | 'CONNECTION_LOST' | 'INTERNAL';

/** A failure as data: the code gives the title and the remedy, the message names the affected thing. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** Technical detail, shown on request. */
  readonly detail: string | null;
}

const dataSchema = z.object({ detail: z.string().optional() });
const codeSchema = z.enum(errorCodes);

/** Converts anything that a call throws to a failure. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ConnectionLostError) {
    return { code: 'CONNECTION_LOST', message: error.message, detail: null };
  }
  if (error instanceof ORPCError) {
    const code: unknown = error.code === 'BAD_REQUEST' ? 'BAD_INPUT' : error.code;
    const parsed = codeSchema.safeParse(code);
    const data = dataSchema.safeParse(error.data);
    return {
      code: parsed.success ? parsed.data : 'INTERNAL',
      message: error.message,
      detail: data.success ? (data.data.detail ?? null) : null,
    };
  }
  if (error instanceof Error) {
    return { code: 'INTERNAL', message: error.message, detail: error.stack ?? null };
  }
  return { code: 'INTERNAL', message: String(error), detail: null };
}

/** True if the caller itself aborted, which needs no report. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

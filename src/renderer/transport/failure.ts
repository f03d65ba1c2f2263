import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { errorCodes } from '../../shared/domain/station-error.ts';

/** The station could not be reached, or went away during the call. */
export class ConnectionLostError extends Error {
  constructor() {
    super('The station does not answer');
    this.name = 'ConnectionLostError';
  }
}

/** What can go wrong as the window sees it: the station's own codes, and what lies between. */
export const failureCodes = [...errorCodes, 'CONNECTION_LOST', 'INTERNAL'] as const;

export type FailureCode = (typeof failureCodes)[number];

/** A failure as data: the title and the remedy come from the code, the message says which thing it was. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** Technical detail, shown on request. */
  readonly detail: string | null;
}

const dataSchema = z.object({ detail: z.string().optional() });
const codeSchema = z.enum(errorCodes);

/** Turns anything thrown by a call into a failure. */
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

/** True when the caller itself gave up; not worth a word to anyone. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

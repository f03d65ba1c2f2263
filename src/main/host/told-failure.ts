import { z } from 'zod';
import { errorCodes, messageOf, StationError, type ErrorCode } from '../../shared/domain/station-error.ts';

/** A failure as one process or thread tells it to another. */
export const toldFailureSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  detail: z.string().optional(),
});
export type ToldFailure = z.infer<typeof toldFailureSchema>;

/** The message of a process or thread whose task failed. */
export const failedSchema = toldFailureSchema.extend({ kind: z.literal('failed') });

/** @param code for an error that is no StationError */
export function toldFailure(error: unknown, code: ErrorCode = 'WORKER_FAILED'): ToldFailure {
  if (!(error instanceof StationError)) return { code, message: messageOf(error) };
  return { code: error.code, message: error.message, detail: error.detail };
}

/** @returns the error of a failure that another process or thread told */
export function failureTold({ code, message, detail }: ToldFailure): StationError {
  return new StationError(code, message, detail);
}

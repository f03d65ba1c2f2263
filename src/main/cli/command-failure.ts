import { ORPCError } from '@orpc/client';
import { CommanderError } from 'commander';
import { z } from 'zod';
import { messageOf, StationError } from '../../shared/domain/station-error.ts';

/** Exit codes of the command line. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** A command did only part of its work; it has printed its result, and the message names what is missing. */
export class IncompleteError extends Error {}

export interface CommandFailure {
  readonly exitCode: number;
  /** A code of StationError, `USAGE`, or `INTERNAL` for a bug. */
  readonly code: string;
  readonly message: string;
  /** Technical detail shown below the message. */
  readonly detail: string | undefined;
}

/** Converts a thrown error to a failure; null if it is none, as for the help. */
export function commandFailure(error: unknown, interrupted: boolean): CommandFailure | null {
  if (interrupted) return failure(exitCodes.interrupted, 'CANCELLED', 'Interrupted.');
  if (error instanceof StationError) {
    return failure(exitCodes.failed, error.code, error.message, error.detail);
  }
  if (isRpcError(error)) return procedureFailure(error.code, error.message, error.data);
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? null : failure(exitCodes.usage, 'USAGE', error.message);
  }
  const stack = error instanceof Error ? error.stack : undefined;
  return failure(exitCodes.failed, 'INTERNAL', `Internal error: ${messageOf(error)}`, stack);
}

const detailSchema = z.object({ detail: z.string() });

function procedureFailure(code: string, message: string, data: unknown): CommandFailure {
  return failure(exitCodes.failed, code, message, detailSchema.safeParse(data).data?.detail);
}

function isRpcError(error: unknown): error is ORPCError<string, unknown> {
  return error instanceof ORPCError;
}

function failure(exitCode: number, code: string, message: string, detail?: string): CommandFailure {
  return { exitCode, code, message, detail };
}

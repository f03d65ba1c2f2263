import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Role } from '../domain/role.ts';
import type { ErrorCode } from '../domain/station-error.ts';

/** What every procedure states about itself: any one of these roles may call it. */
export interface ProcedureMeta {
  readonly roles: readonly Role[];
}

const failure = { data: z.object({ detail: z.string().optional() }) };

/** Every expected failure as a typed error of the contract; anything else reaches the window as internal. */
const failures = {
  BAD_INPUT: failure,
  NOT_FOUND: failure,
  ALREADY_EXISTS: failure,
  CONFLICT: failure,
  FORBIDDEN: failure,
  UNREADABLE_IMAGE: failure,
  NO_IMAGES: failure,
  TOO_FEW_IMAGES: failure,
  NO_PERMISSION: failure,
  NO_TEACHER: failure,
  NO_ACTIVE_MODEL: failure,
  NOT_RELEASED: failure,
  CORRUPT_MODEL: failure,
  CORRUPT_FILE: failure,
  DATABASE_TOO_NEW: failure,
  DATABASE_LOCKED: failure,
  PORT_IN_USE: failure,
  CAMERA_UNAVAILABLE: failure,
  WORKER_FAILED: failure,
  DISK_FULL: failure,
  CANCELLED: failure,
  NATIVE_LIBRARY: failure,
} satisfies Record<ErrorCode, typeof failure>;

/** Nobody may call a procedure that forgets to declare its roles. */
const undeclared: ProcedureMeta = { roles: [] };

/** Where every procedure of the contract starts: the errors, and the roles that may call it. */
export function procedure(...roles: Role[]) {
  return oc.$meta(undeclared).errors(failures).meta({ roles });
}

/** An instant, milliseconds since 1970 (UTC). */
export const instant = z.number().int().nonnegative();

export const uuid = z.uuid();

export const rowId = z.number().int().positive();

/** How many of something. */
export const count = z.number().int().nonnegative();

/** A share of a whole, 0..1. */
export const share = z.number().min(0).max(1);

/** A path on the station's own machine. */
export const stationPath = z.string().min(1).max(4096);

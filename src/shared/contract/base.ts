import { oc } from '@orpc/contract';
import { z } from 'zod';
import { recordOf } from '../domain/keys.ts';
import type { Permission } from '../domain/permissions.ts';
import { errorCodes } from '../domain/station-error.ts';

/** What every procedure declares about itself. */
export interface ProcedureMeta {
  /** The permission that a caller needs; null: nobody may call the procedure. */
  readonly permission: Permission | null;
}

const failure = { data: z.object({ detail: z.string().optional() }) };

/**
 * Every expected failure as a typed error of the contract. Any other failure reaches the window as an
 * internal error.
 */
const failures = recordOf(errorCodes, () => failure);

/** Nobody may call a procedure that forgets to declare its permission. */
const undeclared: ProcedureMeta = { permission: null };

/** Starts the declaration of a procedure: its errors and the permission that it needs. */
export function procedure(permission: Permission) {
  return oc.$meta(undeclared).errors(failures).meta({ permission });
}

/** The last instant that a `Date` can hold, milliseconds since 1970. */
const lastInstant = 8.64e15;

/** An instant, milliseconds since 1970 (UTC). */
export const instant = z.number().int().nonnegative().max(lastInstant);

export const uuid = z.uuid();

export const rowId = z.number().int().positive();

/** How many of something. */
export const count = z.number().int().nonnegative();

/** A share of a whole, 0..1. */
export const share = z.number().min(0).max(1);

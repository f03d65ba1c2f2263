import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { verdicts } from '../domain/verdict.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { shownSchema } from './datasets.ts';
import { seenCountsSchema } from './part-result.ts';

const name = z
  .string()
  .trim()
  .min(1, 'A name has at least one character')
  .max(80, 'A name has at most 80 characters');

/** Why a line is released although its check failed. */
export const releaseReasonSchema = z
  .string()
  .trim()
  .min(1, 'A release against the check needs a reason')
  .max(200, 'A reason has at most 200 characters');

export const shiftSchema = z.object({
  id: rowId,
  /** Who works at the line; null: not stated. */
  operator: name.nullable(),
  startedBy: z.string(),
  startedAt: instant,
  /** Null: the shift has not ended. */
  endedBy: z.string().nullable(),
  endedAt: instant.nullable(),
});
export type Shift = z.infer<typeof shiftSchema>;

/** A known part as the active model judges it. */
export const checkedPartSchema = z.object({
  imageId: rowId,
  name: z.string(),
  sha256: z.string().length(64),
  /** The known label. */
  label: shownSchema,
  score: z.number(),
  verdict: z.enum(verdicts),
  right: z.boolean(),
});
export type CheckedPart = z.infer<typeof checkedPartSchema>;

export const releaseSchema = z.object({
  /** Why the product was released although its check failed; null: the check passed. */
  reason: releaseReasonSchema.nullable(),
  releasedBy: z.string(),
  releasedAt: instant,
});
export type Release = z.infer<typeof releaseSchema>;

/** A check of a product's known parts; never changed. */
export const shiftCheckSchema = z.object({
  id: rowId,
  shiftId: rowId,
  productId: uuid,
  productName: z.string(),
  modelId: uuid,
  /** The limits used by the check. */
  thresholdsId: rowId,
  passed: z.boolean(),
  parts: z.array(checkedPartSchema),
  checkedBy: z.string(),
  checkedAt: instant,
  release: releaseSchema.nullable(),
});
export type ShiftCheck = z.infer<typeof shiftCheckSchema>;

/** Whether a product may be inspected. */
export const clearanceSchema = z.object({
  /**
   * `no-shift`: no shift is on, so no check is needed. `nothing-known`: there are no known parts to check.
   * `unchecked` and `blocked` prevent an inspection; `released` allows it.
   */
  state: z.enum(['no-shift', 'nothing-known', 'unchecked', 'blocked', 'released']),
  known: z.object({ good: count, defective: count }),
  /** The product's latest check in this shift with the active model; null: none. */
  check: shiftCheckSchema.nullable(),
});
export type Clearance = z.infer<typeof clearanceSchema>;

/** Progress of a check; `done` never goes backwards and the last event is `finished`. */
export const checkEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: count, total: count }),
  z.object({ kind: z.literal('finished'), check: shiftCheckSchema }),
]);
export type CheckEvent = z.infer<typeof checkEventSchema>;

/** The events of a shift. */
export const shiftSummarySchema = z.object({
  shift: shiftSchema,
  products: z.array(seenCountsSchema.extend({ productId: uuid, productName: z.string() })),
  pauses: z.array(
    z.object({
      productName: z.string(),
      reason: z.string().nullable(),
      pausedBy: z.string(),
      pausedAt: instant,
      resumedAt: instant.nullable(),
    }),
  ),
  alarms: z.array(
    z.object({
      productName: z.string(),
      alarmAfter: z.number().int().positive().nullable(),
      silentSeconds: z.number().int().positive().nullable(),
      raisedAt: instant,
      acknowledgedBy: z.string().nullable(),
      acknowledgedAt: instant.nullable(),
    }),
  ),
  checks: z.array(shiftCheckSchema),
});
export type ShiftSummary = z.infer<typeof shiftSummarySchema>;

/** Most known parts of a product, so that a check takes seconds. */
export const mostKnownParts = 100;

export const shifts = {
  /** Returns the shift that is on; null between shifts. */
  current: procedure('shifts.read').output(shiftSchema.nullable()),
  /** Lists shifts, newest first. */
  list: procedure('shifts.read')
    .input(z.object({ limit: z.number().int().min(1).max(500).default(50) }))
    .output(z.array(shiftSchema)),
  /**
   * Starts a shift. Ends a running inspection, because it belongs to the time before. Fails with CONFLICT
   * while another shift is on.
   */
  start: procedure('line.operate')
    .input(
      z.object({
        operator: name
          .regex(visibleLine, 'A name is one line of visible characters')
          .nullable()
          .default(null),
      }),
    )
    .output(shiftSchema),
  /** Ends a shift and its running inspection. */
  end: procedure('line.operate')
    .input(z.object({ shiftId: rowId }))
    .output(shiftSummarySchema),
  summary: procedure('shifts.read')
    .input(z.object({ shiftId: rowId }))
    .output(shiftSummarySchema),
  clearance: procedure('line.operate')
    .input(z.object({ productId: uuid }))
    .output(clearanceSchema),
  /**
   * Runs the active model on the product's known parts. If it judges all of them correctly, the product is
   * released.
   */
  check: procedure('line.operate')
    .input(z.object({ productId: uuid }))
    .output(eventIterator(checkEventSchema)),
  /** Releases a product although its check failed. */
  override: procedure('line.release')
    .input(
      z.object({
        checkId: rowId,
        reason: releaseReasonSchema.regex(visibleLine, 'A reason is one line of visible characters'),
      }),
    )
    .output(shiftCheckSchema),
  /**
   * Lists the known parts that an engineer chose; empty: the check takes the product's labelled test images,
   * at most twenty good and twenty defective ones.
   */
  knownParts: procedure('line.setUp')
    .input(z.object({ productId: uuid }))
    .output(z.array(rowId)),
  setKnownParts: procedure('line.setUp')
    .input(z.object({ productId: uuid, imageIds: z.array(rowId).max(mostKnownParts) }))
    .output(z.array(rowId)),
};

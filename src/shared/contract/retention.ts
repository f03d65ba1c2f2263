import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { loggedOutcomeSchema } from './log.ts';

/**
 * Which pictures of the log are deleted: those older than some days, or the oldest beyond some gigabytes.
 * Rows stay.
 */
export const newRetentionRuleSchema = z
  .object({
    /** Null: all products. */
    productId: uuid.nullable().default(null),
    /** Null: any verdict. */
    verdict: loggedOutcomeSchema.nullable().default(null),
    days: z.number().int().min(1).max(36_500).nullable().default(null),
    /** Limit per product, in units of 10⁹ bytes. */
    gigabytes: z.number().positive().max(1_000_000).nullable().default(null),
    /** Whether to include pictures of entries that a person decided on. */
    takesDecided: z.boolean().default(false),
    /** Whether to include pictures shown in a report. */
    takesExported: z.boolean().default(false),
  })
  .refine(({ days, gigabytes }) => days !== null || gigabytes !== null, {
    message: 'A rule needs an age or a size',
  });
export type NewRetentionRule = z.infer<typeof newRetentionRuleSchema>;

export const retentionRuleSchema = z.object({
  id: rowId,
  productId: uuid.nullable(),
  productName: z.string().nullable(),
  verdict: loggedOutcomeSchema.nullable(),
  days: z.number().nullable(),
  gigabytes: z.number().nullable(),
  takesDecided: z.boolean(),
  takesExported: z.boolean(),
  setBy: z.string(),
  setAt: instant,
});
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

/** Entries that lose their pictures, and the bytes of these pictures. */
export const goingSchema = z.object({ entries: count, bytes: z.number().nonnegative() });
export type Going = z.infer<typeof goingSchema>;

export const retentionStateSchema = z.object({
  rules: z.array(retentionRuleSchema),
  /** Pictures that exist now. */
  kept: goingSchema,
});
export type RetentionState = z.infer<typeof retentionStateSchema>;

export const retention = {
  /** Returns the rules in force and how much is kept. */
  state: procedure('retention.see').output(retentionStateSchema),
  /** Computes what the rules in force, or a rule not set yet, would delete now. */
  preview: procedure('retention.see')
    .input(z.object({ rule: newRetentionRuleSchema.optional() }))
    .output(goingSchema),
  set: procedure('retention.change').input(newRetentionRuleSchema).output(retentionRuleSchema),
  remove: procedure('retention.change').input(z.object({ id: rowId })),
  /**
   * Applies the rules in force at once instead of little by little. Reports how much has been deleted so far.
   */
  run: procedure('retention.change').output(eventIterator(goingSchema)),
};

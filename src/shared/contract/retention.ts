import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { count, instant, procedure, rowId, uuid } from './base.ts';
import { loggedOutcomeSchema } from './log.ts';

/** Which pictures of the log go: older ones than so many days, or the oldest beyond so many gigabytes. The rows stay. */
export const newRetentionRuleSchema = z
  .object({
    /** Null: of every product. */
    productId: uuid.nullable().default(null),
    /** Null: whatever the verdict. */
    verdict: loggedOutcomeSchema.nullable().default(null),
    days: z.number().int().min(1).max(36_500).nullable().default(null),
    /** Of 10⁹ bytes, of each product that the rule names. */
    gigabytes: z.number().positive().max(1_000_000).nullable().default(null),
    /** Also pictures of entries that a person decided on. */
    takesDecided: z.boolean().default(false),
    /** Also pictures that stand in a report. */
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

/** Entries whose pictures go, and their bytes. */
export const goingSchema = z.object({ entries: count, bytes: z.number().nonnegative() });
export type Going = z.infer<typeof goingSchema>;

export const retentionStateSchema = z.object({
  rules: z.array(retentionRuleSchema),
  /** Pictures that are there. */
  kept: goingSchema,
});
export type RetentionState = z.infer<typeof retentionStateSchema>;

export const retention = {
  /** The rules in force, and how much there is. */
  state: procedure('retention.see').output(retentionStateSchema),
  /** What would go now by the rules in force, or by a rule that is not set yet. */
  preview: procedure('retention.see')
    .input(z.object({ rule: newRetentionRuleSchema.optional() }))
    .output(goingSchema),
  set: procedure('retention.change').input(newRetentionRuleSchema).output(retentionRuleSchema),
  remove: procedure('retention.change').input(z.object({ id: rowId })),
  /** Lets go now what the rules in force say; otherwise it goes little by little. Gives how much is gone so far. */
  run: procedure('retention.change').output(eventIterator(goingSchema)),
};

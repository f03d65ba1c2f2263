import { z } from 'zod';
import { auditCodes } from '../domain/audit-codes.ts';
import { count, instant, procedure, rowId } from './base.ts';

export const auditCodeSchema = z.enum(auditCodes);

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One record of the audit trail, as it stands in the database and in an export. */
export const auditRecordSchema = z.object({
  /** Counts up by one from 1. */
  number: rowId,
  at: instant,
  who: z.string(),
  /** `window`, `command-line`, `line`, `station`, or the address of a machine. */
  origin: z.string(),
  /** One of `auditCodes`, or a code of another version of the station. */
  code: z.string(),
  /** The id, number or setting key of the changed thing. */
  subject: z.string(),
  /**
   * JSON, unless somebody tampered with the record; null: there was no value, or the trail does not record
   * it.
   */
  valueBefore: z.string().nullable(),
  valueAfter: z.string().nullable(),
  /** The person's reason; empty: none given. */
  note: z.string(),
  /** Hash of the record before; 64 zeros for the first. */
  previous: sha256,
  hash: sha256,
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/** The station's signature over all records up to one. */
export const auditHeadSchema = z.object({
  number: rowId,
  hash: sha256,
  signedAt: instant,
  /** The public key, DER (SPKI) in base64. */
  key: z.string().max(200),
  /** Ed25519 over the canonical JSON of the fields above, base64. */
  signature: z.string().max(200),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

export const auditFaults = [
  'edited',
  'missing',
  'reordered',
  'truncated',
  'rewritten',
  'head',
  'unsigned',
] as const;
export const auditFaultSchema = z.object({
  kind: z.enum(auditFaults),
  /** The affected records, from first to last. */
  first: rowId,
  last: rowId,
});
export type AuditFault = z.infer<typeof auditFaultSchema>;

/** The result of checking the whole trail. */
export const auditCheckSchema = z.object({
  records: count,
  /** The newest signed head; null: no head was ever signed. */
  head: auditHeadSchema.nullable(),
  /** Faults in the order of their records; empty: the trail is intact. */
  faults: z.array(auditFaultSchema),
  /** Whether there are more faults than `faults` lists. */
  more: z.boolean(),
});
export type AuditCheck = z.infer<typeof auditCheckSchema>;

/** The links of a verdict's chain, in order. */
export const proofSteps = ['picture', 'map', 'model', 'limits', 'verdict', 'decision', 'trail'] as const;

/**
 * `equal`: the newly computed value matches the stated one · `differs` · `missing`: the file or the record is
 * gone · `unrecorded`: the value is older than the audit trail.
 */
export const proofResults = ['equal', 'differs', 'missing', 'unrecorded'] as const;

export const proofStepSchema = z.object({
  step: z.enum(proofSteps),
  result: z.enum(proofResults),
  /** The value stated at the time of the verdict. */
  stated: z.string(),
  /** The value computed now; null: there is none. */
  found: z.string().nullable(),
});
export type ProofStep = z.infer<typeof proofStepSchema>;

/** A verdict's chain: picture, model, limits in force, verdict, decisions, each computed anew and compared. */
export const proofSchema = z.object({ entryId: rowId, proved: z.boolean(), steps: z.array(proofStepSchema) });
export type Proof = z.infer<typeof proofSchema>;

/** Most records in one answer. */
export const largestAuditPage = 200;

export const auditFilterSchema = z.object({
  code: auditCodeSchema.optional(),
  who: z.string().trim().min(1).max(80).optional(),
  subject: z.string().trim().min(1).max(200).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const audit = {
  /** Lists records, newest first. */
  list: procedure('audit.read')
    .input(
      z.object({
        filter: auditFilterSchema.default({}),
        /** Only records older than this one. */
        before: rowId.nullable().default(null),
        limit: z.number().int().min(1).max(largestAuditPage).default(100),
      }),
    )
    .output(z.object({ records: z.array(auditRecordSchema), more: z.boolean() })),
  /** Checks the whole trail for edited, missing, moved and cut-off records. */
  verify: procedure('audit.read').output(auditCheckSchema),
  /** Proves the verdict of an entry of the log. */
  prove: procedure('audit.read')
    .input(z.object({ entryId: rowId }))
    .output(proofSchema),
};

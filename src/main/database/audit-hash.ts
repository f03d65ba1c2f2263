import { createHash } from 'node:crypto';

/** What the hash of an audit record is computed over, and of which values it takes account. */
export const hashedFields = [
  'number',
  'at',
  'who',
  'origin',
  'code',
  'subject',
  'valueBefore',
  'valueAfter',
  'note',
  'previous',
] as const;

export type HashedRecord = Readonly<Record<(typeof hashedFields)[number], string | number | null>>;

/** What the first record follows. */
export const noRecord = '0'.repeat(64);

/** The record as canonical JSON (RFC 8785): its fields in the order of their names, without spaces. */
export function canonicalRecord(record: HashedRecord): string {
  const sorted = [...hashedFields].sort().map((field) => [field, record[field]] as const);
  return JSON.stringify(Object.fromEntries(sorted));
}

/** SHA-256 of a record with the hash of the one before it, 64 lower-case hexadecimal digits. */
export function auditHash(record: HashedRecord): string {
  return createHash('sha256').update(canonicalRecord(record)).digest('hex');
}

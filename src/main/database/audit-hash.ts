import { createHash } from 'node:crypto';

/** The fields of an audit record that its hash covers. */
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

/** The previous hash of the first record. */
export const noRecord = '0'.repeat(64);

/** Returns a record as canonical JSON (RFC 8785): fields sorted by name, without spaces. */
function canonicalRecord(record: HashedRecord): string {
  const sorted = [...hashedFields].sort().map((field) => [field, record[field]] as const);
  return JSON.stringify(Object.fromEntries(sorted));
}

/** Returns the SHA-256 of a record, which includes the hash of the record before it; 64 lower-case hexadecimal digits. */
export function auditHash(record: HashedRecord): string {
  return createHash('sha256').update(canonicalRecord(record)).digest('hex');
}

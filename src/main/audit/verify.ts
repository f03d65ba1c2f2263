import { setImmediate as turn } from 'node:timers/promises';
import {
  auditRecordSchema,
  type AuditCheck,
  type AuditFault,
  type AuditHead,
} from '../../shared/contract/audit.ts';
import { auditHash, noRecord } from '../database/audit-hash.ts';
import { stepsOf, withTurns } from '../host/with-turns.ts';
import type { KeptHeads } from './heads.ts';
import { isSigned } from './signing-key.ts';

/** Most faults that a check lists. */
const mostFaults = 100;
/** Records or signatures checked at a time: a few milliseconds, then other work on the event loop has its turn. */
const pageSize = 50;

/**
 * Checks a trail: each record's hash and number, its link to the record before it, and the signatures. A long trail takes a while,
 * in small steps, so that the line goes on.
 *
 * @param rowsAfter returns the next records after a number, oldest first; an empty list at the end
 * @param ownKey the public key that must have signed the heads; null to accept any
 */
export async function verifyTrail(
  rowsAfter: (number: number, limit: number) => readonly unknown[] | Promise<readonly unknown[]>,
  { heads, unreadable }: KeptHeads,
  ownKey: string | null,
): Promise<AuditCheck> {
  const faults: AuditFault[] = [];
  let found = 0;
  const fault = (kind: AuditFault['kind'], first: number, last = first): void => {
    found++;
    if (faults.length < mostFaults) faults.push({ kind, first, last });
  };
  const good: AuditHead[] = [];
  for await (const some of withTurns(stepsOf(heads, pageSize))) {
    for (const head of some) {
      if (isSigned(head) && (ownKey === null || head.key === ownKey)) good.push(head);
      else fault('head', head.number);
    }
  }
  if (unreadable > 0) fault('head', 1);
  /** Heads by number. A trail that was cut off and then continued has two heads of one number. */
  const signed = Map.groupBy(good, ({ number }) => number);
  const differing: number[] = [];

  let last = 0;
  let previous = noRecord;
  let records = 0;
  for (let rows = await rowsAfter(0, pageSize); rows.length > 0; rows = await rowsAfter(last, pageSize)) {
    await turn();
    for (const row of rows) {
      const record = auditRecordSchema.safeParse(row);
      if (!record.success) {
        // An unreadable row counts as edited. Reading goes on behind its number.
        const number = numberOf(row) ?? last + 1;
        fault('edited', number);
        last = Math.max(number, last + 1);
        previous = '';
        continue;
      }
      const { number, hash } = record.data;
      records++;
      const gap = number > last + 1;
      if (gap) fault('missing', last + 1, number - 1);
      if (auditHash(record.data) !== hash) fault('edited', number);
      else if (!gap && previous !== '' && record.data.previous !== previous) fault('reordered', number);
      if (signed.get(number)?.some((head) => head.hash !== hash)) differing.push(number);
      last = number;
      previous = hash;
    }
  }
  const lastSigned = good.reduce((most, { number }) => Math.max(most, number), 0);
  if (lastSigned > last) fault('truncated', last + 1, lastSigned);
  // The records fit together but differ from the signed ones, so somebody rewrote the trail.
  const [firstDiffering] = differing;
  if (firstDiffering !== undefined && found === 0) {
    const before = good.reduce(
      (most, { number }) => (number < firstDiffering ? Math.max(most, number) : most),
      0,
    );
    fault('rewritten', before + 1, firstDiffering);
  }
  if (good.length === 0 && records > 0) fault('unsigned', 1, last);
  return { records, head: newestOf(good), faults, more: found > faults.length };
}

function newestOf(heads: readonly AuditHead[]): AuditHead | null {
  return heads.reduce<AuditHead | null>(
    (newest, head) => (newest === null || head.number >= newest.number ? head : newest),
    null,
  );
}

function numberOf(row: unknown): number | null {
  const known = auditRecordSchema.pick({ number: true }).safeParse(row);
  return known.success ? known.data.number : null;
}

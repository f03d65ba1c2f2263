import { setImmediate as turn } from 'node:timers/promises';
import type { AuditCheck, AuditFilter, AuditHead, AuditRecord } from '../../shared/contract/audit.ts';
import { writeAuditFile } from './export-file.ts';
import type { AuditCode } from '../../shared/domain/audit-codes.ts';
import type { AuditHeads } from './heads.ts';
import type { AuditRepository, NewAuditRecord } from './repository.ts';
import { fingerprint, type SigningKey } from './signing-key.ts';
import { verifyTrail } from './verify.ts';

export interface AuditParts {
  readonly records: AuditRepository;
  readonly heads: AuditHeads;
  /** Opens the station's key; called once. */
  readonly key: () => SigningKey;
  /** Number of records that a list reads in one step. */
  readonly lookedAt?: number;
}

export type AuditService = ReturnType<typeof createAuditService>;

/** Makes the service of the audit trail: who changed what, when, from where and why; and whether the trail is whole (decision 0125). */
export function createAuditService({ records, heads, key, lookedAt = 10_000 }: AuditParts) {
  /** Signs the trail up to now. If the key is new, the making of the key is recorded first. */
  function signNow(): AuditHead {
    const { fresh, publicKey } = key();
    const known = heads.newest()?.key;
    if (records.newest() === null || (fresh && known !== publicKey)) {
      records.append({ code: 'audit.key', subject: fingerprint(publicKey), after: { publicKey } });
    }
    const newest = records.newest();
    if (newest === null) throw new Error('A trail that something was added to has a newest record');
    return heads.sign(newest);
  }

  return {
    /** Lists matching records, newest first. @param before the number before which the list begins; null for the newest record */
    async list(
      filter: AuditFilter,
      before: number | null,
      limit: number,
    ): Promise<{ records: AuditRecord[]; more: boolean }> {
      const found: AuditRecord[] = [];
      const end = (records.newest()?.number ?? 0) + 1;
      // A caller may give any number, so the list begins at an existing record at the latest.
      let until = Math.min(before ?? end, end);
      while (until > 1 && found.length <= limit) {
        const from = Math.max(1, until - lookedAt);
        found.push(...records.page(filter, { from, before: until }, limit + 1 - found.length));
        until = from;
        // If few records match, many are read, so other work has its turn in between.
        await turn();
      }
      return { records: found.slice(0, limit), more: found.length > limit };
    },

    /** Returns the records about one subject, oldest first. */
    about: (code: AuditCode, subject: string): AuditRecord[] => records.about(code, subject),

    /** Returns the time of the first record, milliseconds since 1970; null if there is none. */
    beganAt: (): number | null => records.oldest()?.at ?? null,

    /** Records an event that changes no row, such as an export. */
    note: (record: NewAuditRecord): void => records.append(record),

    signNow,

    /**
     * Checks the whole trail against itself and the signed heads.
     *
     * @param others heads that were kept elsewhere, such as that of an export: a trail that is older than them was set back
     */
    async verify(others: readonly AuditHead[] = []): Promise<AuditCheck> {
      const own = await heads.read();
      return verifyTrail(records.rowsAfter, { ...own, heads: [...own.heads, ...others] }, key().publicKey);
    },

    /**
     * Writes the whole trail, with its own export as the last record, as a signed file.
     *
     * @returns the number of records
     * @throws StationError ALREADY_EXISTS, DISK_FULL, NO_PERMISSION
     */
    exportTo(path: string): Promise<number> {
      records.append({ code: 'audit.exported', subject: path });
      return writeAuditFile(path, records.rowsAfter, signNow(), key());
    },

    publicKey: (): string => key().publicKey,
    fingerprint: (): string => fingerprint(key().publicKey),
  };
}

import type { StationDatabase } from '../database/open-database.ts';
import { createAuditHeads } from './heads.ts';
import { createAuditRepository } from './repository.ts';
import { createAuditService } from './service.ts';
import { openSigningKey, type SigningKey } from './signing-key.ts';

/** Longest time that a record waits for a signature, milliseconds. */
const signEvery = 5 * 60_000;

export interface AuditPaths {
  readonly auditKey: string;
  readonly auditHeads: string;
}

/**
 * Opens a home's audit trail.
 *
 * @param onFailure called when signing fails. The station goes on; a later signature covers the records
 */
export function openAudit(
  database: StationDatabase,
  { auditKey, auditHeads }: AuditPaths,
  onFailure: (error: unknown) => void = () => undefined,
) {
  let opened: SigningKey | null = null;
  const key = (): SigningKey => (opened ??= openSigningKey(auditKey));
  const service = createAuditService({
    records: createAuditRepository(database),
    heads: createAuditHeads(auditHeads, key),
    key,
  });
  let timer: NodeJS.Timeout | null = null;

  function sign(): void {
    try {
      service.signNow();
    } catch (error) {
      onFailure(error);
    }
  }

  return {
    ...service,

    /** Signs the trail now and every few minutes. */
    start(): void {
      sign();
      timer ??= setInterval(sign, signEvery).unref();
    },

    /** Signs a last time. */
    close(): void {
      if (timer !== null) {
        clearInterval(timer);
        sign();
      }
      timer = null;
    },
  };
}

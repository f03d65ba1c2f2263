import type { StationDatabase } from '../database/open-database.ts';
import { createAuditHeads } from './heads.ts';
import { createAuditRepository } from './repository.ts';
import { createAuditService } from './service.ts';
import { openSigningKey, type SigningKey } from './signing-key.ts';

/** How long a record may wait for a signature, milliseconds. */
const signEvery = 5 * 60_000;

export interface AuditPaths {
  readonly auditKey: string;
  readonly auditHeads: string;
}

/**
 * The audit trail of a home.
 *
 * @param onFailure told when it could not be signed; the station goes on, and a later signature covers what was recorded
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

    /** Signs what there is, now and every few minutes. */
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

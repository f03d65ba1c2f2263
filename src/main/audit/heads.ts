import { appendFileSync, readFileSync } from 'node:fs';
import type { AuditHead } from '../../shared/contract/audit.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { headOfLine, signHead, type SigningKey } from './signing-key.ts';

/** What a file of heads holds. */
export interface KeptHeads {
  /** In the order in which they were signed. */
  readonly heads: readonly AuditHead[];
  /** Lines that are no heads. */
  readonly unreadable: number;
}

export type AuditHeads = ReturnType<typeof createAuditHeads>;

/**
 * Signed heads of the audit trail, a line each, in a file beside the database: rows that are taken off the end of the database are
 * missed by it.
 *
 * @param key opens the station's key
 */
export function createAuditHeads(file: string, key: () => SigningKey, now: () => number = Date.now) {
  function read(): KeptHeads {
    let text = '';
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw fileFailure(error, file);
    }
    const found = text
      .split('\n')
      .filter((line) => line !== '')
      .map(headOfLine);
    const heads = found.filter((head) => head !== null);
    return { heads, unreadable: found.length - heads.length };
  }

  return {
    read,

    /**
     * Signs the newest record, unless it is signed already.
     *
     * @throws StationError DISK_FULL, NO_PERMISSION
     */
    sign({ number, hash }: Pick<AuditHead, 'number' | 'hash'>): AuditHead {
      const last = read().heads.at(-1);
      const { publicKey } = key();
      if (last?.number === number && last.hash === hash && last.key === publicKey) return last;
      const head = signHead(key(), number, hash, now());
      try {
        appendFileSync(file, `${JSON.stringify(head)}\n`, { mode: 0o600, flush: true });
      } catch (error) {
        throw fileFailure(error, file);
      }
      return head;
    },
  };
}

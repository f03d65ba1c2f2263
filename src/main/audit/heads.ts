import type { AuditHead } from '../../shared/contract/audit.ts';
import { appendLine, lastLine, readLines } from '../files/line-file.ts';
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
 * missed by it. Half a line, which a power cut or a full disk left, was told to nobody: it is none.
 *
 * @param key opens the station's key
 */
export function createAuditHeads(file: string, key: () => SigningKey, now: () => number = Date.now) {
  function read(): KeptHeads {
    const found = readLines(file).map(headOfLine);
    const heads = found.filter((head) => head !== null);
    return { heads, unreadable: found.length - heads.length };
  }

  /** Without reading all that were signed in years. Null: there is none, or the last line is none. */
  function newest(): AuditHead | null {
    const line = lastLine(file);
    return line === null ? null : headOfLine(line);
  }

  return {
    read,
    newest,

    /**
     * Signs the newest record, unless it is signed already.
     *
     * @throws StationError DISK_FULL, NO_PERMISSION; then the file is as it was
     */
    sign({ number, hash }: Pick<AuditHead, 'number' | 'hash'>): AuditHead {
      const last = newest();
      const { publicKey } = key();
      if (last?.number === number && last.hash === hash && last.key === publicKey) return last;
      const head = signHead(key(), number, hash, now());
      appendLine(file, JSON.stringify(head));
      return head;
    },
  };
}

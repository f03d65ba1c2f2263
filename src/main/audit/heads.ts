import type { AuditHead } from '../../shared/contract/audit.ts';
import { appendLine, lastLine, readLines } from '../files/line-file.ts';
import { stepsOf, withTurns } from '../host/with-turns.ts';
import { headOfLine, signHead, type SigningKey } from './signing-key.ts';

/** The content of a file of heads. */
export interface KeptHeads {
  /** In the order in which they were signed. */
  readonly heads: readonly AuditHead[];
  /** Number of lines that are no heads. */
  readonly unreadable: number;
}

/** Lines that are read in one step, some milliseconds. */
const readAtOnce = 500;

export type AuditHeads = ReturnType<typeof createAuditHeads>;

/**
 * Keeps the audit trail's signed heads, one a line, in a file beside the database, so that rows deleted from the end of the database are
 * missed. A torn last line, left by a power cut or a full disk, is ignored: its signature was never reported to anybody.
 *
 * @param key opens the station's key
 */
export function createAuditHeads(file: string, key: () => SigningKey, now: () => number = Date.now) {
  async function read(): Promise<KeptHeads> {
    const lines = await readLines(file);
    const heads: AuditHead[] = [];
    for await (const some of withTurns(stepsOf(lines, readAtOnce))) {
      heads.push(...some.flatMap((line) => headOfLine(line) ?? []));
    }
    return { heads, unreadable: lines.length - heads.length };
  }

  /** Reads the newest head from the file's last line only; null if there is none or the line is unreadable. */
  function newest(): AuditHead | null {
    const line = lastLine(file);
    return line === null ? null : headOfLine(line);
  }

  return {
    read,
    newest,

    /**
     * Signs the newest record unless it is signed already.
     *
     * @throws StationError DISK_FULL, NO_PERMISSION; the file then stays as it was
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

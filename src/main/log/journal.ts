import { readFile, rm } from 'node:fs/promises';
import { appendLines } from '../files/append-lines.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { journalLineSchema, type EntryRef, type JournalLine, type LogWrite } from './log-write.ts';

/** What a journal holds when a station starts. */
export interface LeftBehind {
  readonly writes: LogWrite[];
  /** Lines that cannot be read: parts of which nobody knows more than what is left of them. */
  readonly damaged: number;
}

/**
 * What waits to be written into the database, on disk and in order: a line of JSON each, flushed before the part is told of.
 * There is no such file while nothing waits.
 */
export interface Journal {
  /**
   * What a station that went away left. A last line that a power cut tore was told to nobody: it is left out, and cut off before
   * the next one is added. Other lines that cannot be read are kept as what the database refuses is.
   *
   * @throws StationError DISK_FULL, NO_PERMISSION naming the file
   */
  read(): Promise<LeftBehind>;
  /** Nothing of a line stays that could not be written and flushed. @throws StationError DISK_FULL, NO_PERMISSION naming the file */
  append(write: LogWrite): Promise<void>;
  /**
   * Keeps what the database refuses in `log-journal.refused.jsonl`, with the reason, for somebody to look at.
   *
   * @throws StationError DISK_FULL, NO_PERMISSION naming that file
   */
  refuse(write: LogWrite, reason: string): Promise<void>;
  /** Nothing waits any more. */
  clear(): Promise<void>;
  /** Resolves when nothing of it is under way. */
  settled(): Promise<void>;
}

/** What is said of a line that a fault of the disk, or another version, left. */
export const damagedLine = 'The line of the journal cannot be read';

export function createJournal(path: string): Journal {
  let turn: Promise<unknown> = Promise.resolve();
  /** The line that began an entry which the database does not have yet. */
  const begun = new Map<EntryRef, number>();
  let lines = 0;

  function lineOf({ part, files, entry, isNew }: LogWrite): JournalLine {
    if (entry === null) return { part, files, entry: null, isNew };
    if (entry.id !== null) return { part, files, entry: { id: entry.id }, isNew };
    const line = begun.get(entry);
    // Where the part that began the entry is in memory only, a station that reads the file begins it with this one.
    return { part, files, entry: { line: line ?? lines }, isNew: isNew || line === undefined };
  }

  /** Keeps lines that the database does not take for somebody to look at. */
  async function keep(refused: readonly unknown[]): Promise<void> {
    if (refused.length === 0) return;
    const beside = `${path.replace(/\.jsonl$/, '')}.refused.jsonl`;
    try {
      await appendLines(beside, '', refused.map((one) => `${JSON.stringify(one)}\n`).join(''));
    } catch (error) {
      throw fileFailure(error, beside);
    }
  }

  function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = turn.then(act);
    turn = result.catch(() => undefined);
    return result;
  }

  return {
    read: () =>
      inTurn(async () => {
        const text = await readFile(path, 'utf8').catch((error: unknown) => {
          if (systemCode(error) === 'ENOENT') return '';
          throw fileFailure(error, path);
        });
        const refs = new Map<number, EntryRef>();
        const writes: LogWrite[] = [];
        // What stands behind the last line break is torn.
        const texts = text.split('\n').slice(0, -1);
        const found = texts.map(parsed);
        const damaged = texts.filter((_, index) => found[index] === null);
        await keep(damaged.map((line) => ({ reason: damagedLine, line })));
        for (const [index, line] of found.entries()) {
          if (line === null) continue;
          const { entry, ...write } = line;
          const ref: EntryRef | null =
            entry === null ? null : 'id' in entry ? { id: entry.id } : (refs.get(entry.line) ?? { id: null });
          if (ref !== null && write.isNew) refs.set(index, ref);
          writes.push({ ...write, entry: ref });
        }
        lines = found.length;
        for (const [line, ref] of refs) begun.set(ref, line);
        return { writes, damaged: damaged.length };
      }),
    append: (write) =>
      inTurn(async () => {
        const line = lineOf(write);
        try {
          await appendLines(path, '', `${JSON.stringify(line)}\n`);
        } catch (error) {
          throw fileFailure(error, path);
        }
        if (write.entry?.id === null && line.isNew) begun.set(write.entry, lines);
        lines += 1;
      }),
    refuse: ({ part, files }, reason) => inTurn(() => keep([{ reason, part, files }])),
    clear: () =>
      inTurn(async () => {
        await rm(path, { force: true });
        begun.clear();
        lines = 0;
      }),
    settled: () => inTurn(() => Promise.resolve()),
  };
}

function parsed(line: string): JournalLine | null {
  try {
    return journalLineSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

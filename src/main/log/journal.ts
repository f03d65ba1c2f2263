import { readFile, rm } from 'node:fs/promises';
import { appendLines } from '../files/append-lines.ts';
import { fileFailure, systemCode } from '../files/file-failure.ts';
import { createTurns } from '../host/in-turn.ts';
import { journalLineSchema, type EntryRef, type JournalLine, type LogWrite } from './log-write.ts';

/** A journal's content when a station starts. */
export interface LeftBehind {
  readonly writes: LogWrite[];
  /** Number of unreadable lines, i.e. of parts that are lost. */
  readonly damaged: number;
}

/**
 * Keeps parts that wait for the database on disk, in order, one line of JSON each. A line is flushed before the part's outcome is
 * announced. The file exists only while parts wait.
 */
export interface Journal {
  /**
   * Reads what a killed station left. A torn last line is ignored, since its part was never announced; it is cut off before the next
   * line is added. Other unreadable lines are kept like rows that the database refuses.
   *
   * @throws StationError DISK_FULL, NO_PERMISSION naming the file
   */
  read(): Promise<LeftBehind>;
  /** Adds a line. If it cannot be written and flushed, none of it stays. @throws StationError DISK_FULL, NO_PERMISSION naming the file */
  append(write: LogWrite): Promise<void>;
  /**
   * Keeps a row that the database refused, with the reason, in `log-journal.refused.jsonl` for a person to look at.
   *
   * @throws StationError DISK_FULL, NO_PERMISSION naming that file
   */
  refuse(write: LogWrite, reason: string): Promise<void>;
  /** Removes the file, when no part waits any more. */
  clear(): Promise<void>;
  /** Resolves when no file operation is running. */
  settled(): Promise<void>;
}

/** The reason kept with an unreadable line, which a disk's fault or another version has left. */
export const damagedLine = 'The line of the journal cannot be read';

export function createJournal(path: string): Journal {
  const inTurn = createTurns();
  /** Number of the line that begins an entry which the database does not have yet. */
  const begun = new Map<EntryRef, number>();
  let lines = 0;

  function lineOf({ part, files, entry, isNew }: LogWrite): JournalLine {
    if (entry === null) return { part, files, entry: null, isNew };
    if (entry.id !== null) return { part, files, entry: { id: entry.id }, isNew };
    const line = begun.get(entry);
    // If the entry's first part is only in memory, the file has to begin the entry with this part.
    return { part, files, entry: { line: line ?? lines }, isNew: isNew || line === undefined };
  }

  /** Keeps lines that the database refused, for a person to look at. */
  async function keep(refused: readonly unknown[]): Promise<void> {
    if (refused.length === 0) return;
    const beside = `${path.replace(/\.jsonl$/, '')}.refused.jsonl`;
    try {
      await appendLines(beside, '', refused.map((one) => `${JSON.stringify(one)}\n`).join(''));
    } catch (error) {
      throw fileFailure(error, beside);
    }
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
        // The text after the last line break is a torn line.
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

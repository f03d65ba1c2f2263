import { realpathSync } from 'node:fs';
import { z } from 'zod';
import type { StationDatabase } from '../../database/open-database.ts';
import { oneRow } from '../../database/rows.ts';
import { isSameState, type FileState } from './file-state.ts';
import type { FolderMemory, InspectedFile } from './folder-memory.ts';

/** What was inspected in the folders that were ever watched, as rows. */
export interface InspectedFiles {
  /** @param folder its path; other spellings and links that lead to the same folder share its memory */
  of(folder: string): FolderMemory;
}

/** Files that were judged are written together, so late at most, milliseconds: what a killed station forgets. */
const writeEveryMs = 200;
/** When the database took nothing, it is asked again after so long, milliseconds. */
const writeAgainMs = 1000;
/** At most so many wait for it; a database that takes nothing for long costs the memory of the oldest. */
const mostWaiting = 10_000;
/** A file that has been gone for so long is forgotten, milliseconds. */
const forgottenAfterMs = 30 * 86_400_000;
/** How often that is seen to, milliseconds. */
const keepEveryMs = 86_400_000;

const bigint = z.string().transform((text) => BigInt(text));
const fileRow = z.object({
  size: z.number(),
  writtenAt: bigint,
  inode: bigint,
  sha256: z.string(),
});
const nameRow = z.object({ name: z.string() });

export function createInspectedFiles(database: StationDatabase): InspectedFiles {
  const find = database.prepare(
    `SELECT size, written_at AS writtenAt, inode, sha256 FROM inspected_files WHERE folder = @folder AND name = @name`,
  );
  const named = database.prepare(
    `SELECT name FROM inspected_files
     WHERE folder = @folder AND inode = @inode AND size = @size AND written_at = @writtenAt LIMIT 1`,
  );
  const put = database.prepare(
    `INSERT INTO inspected_files (folder, name, size, written_at, inode, sha256, seen_at)
     VALUES (@folder, @name, @size, @writtenAt, @inode, @sha256, @now)
     ON CONFLICT (folder, name) DO UPDATE SET size = excluded.size, written_at = excluded.written_at,
       inode = excluded.inode, sha256 = excluded.sha256, seen_at = excluded.seen_at`,
  );
  const remove = database.prepare('DELETE FROM inspected_files WHERE folder = @folder AND name = @name');
  const seen = database.prepare(
    `UPDATE inspected_files SET seen_at = @now
     WHERE folder = @folder AND name IN (SELECT value FROM json_each(@names))`,
  );
  const forget = database.prepare('DELETE FROM inspected_files WHERE folder = @folder AND seen_at < @before');

  function values({ size, writtenAt, inode }: FileState) {
    return { size, writtenAt: String(writtenAt), inode: String(inode) };
  }

  /** The memory of a folder is one, whoever asks for it: what is still to be written is known to all. */
  const memories = new Map<string, FolderMemory>();

  function memoryOf(folder: string): FolderMemory {
    /** What is still to be written; null: the name is to be removed. */
    const waiting = new Map<string, InspectedFile | null>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let keptAt = Number.NEGATIVE_INFINITY;

    const writeAll = database.transaction((now: number) => {
      for (const [name, file] of waiting) {
        if (file === null) remove.run({ folder, name });
        else put.run({ folder, name, ...values(file), sha256: file.sha256, now });
      }
    });
    function write(): void {
      clearTimeout(timer);
      timer = undefined;
      try {
        writeAll(Date.now());
        waiting.clear();
      } catch {
        // A failing database is reported by the log; here it is only tried again. What was judged stays known meanwhile.
        timer = setTimeout(write, writeAgainMs).unref();
        for (const name of waiting.keys()) {
          if (waiting.size <= mostWaiting) break;
          waiting.delete(name);
        }
      }
    }
    function set(name: string, file: InspectedFile | null): void {
      waiting.set(name, file);
      timer ??= setTimeout(write, writeEveryMs).unref();
    }

    return {
      find(name) {
        const newest = waiting.get(name);
        return newest === undefined ? oneRow(fileRow, find, { folder, name }) : newest;
      },
      nameOf(state) {
        for (const [name, file] of waiting) if (file !== null && isSameState(file, state)) return name;
        const name = oneRow(nameRow, named, { folder, ...values(state) })?.name ?? null;
        return name !== null && waiting.has(name) ? null : name;
      },
      remember: (name, file) => set(name, file),
      rename(from, to) {
        const file = this.find(from);
        if (file === null) return;
        set(from, null);
        set(to, file);
      },
      keep(names) {
        const now = Date.now();
        if (Math.abs(now - keptAt) < keepEveryMs) return;
        // An empty folder may be a share that is not there at the moment.
        if (names.length === 0) return;
        try {
          database.transaction(() => {
            seen.run({ folder, names: JSON.stringify(names), now });
            forget.run({ folder, before: now - forgottenAfterMs });
          })();
          keptAt = now;
        } catch {
          // Nothing is lost: it is done with the next listing.
        }
      },
      flush() {
        write();
        clearTimeout(timer);
      },
    };
  }

  return {
    of(path) {
      const folder = realPathOf(path);
      const memory = memories.get(folder) ?? memoryOf(folder);
      memories.set(folder, memory);
      return memory;
    },
  };
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // The source says that it is not there.
    return path;
  }
}
